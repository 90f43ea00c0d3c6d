# Random claims, what their first payer answered, and what the second answered to the claim that cob
# made of that: awk -v seed=N -v claims=N -v out=DIR -f this
# Writes DIR/sent.837 (two interchanges), DIR/remit1.835 and DIR/remit2.835 (two sets each), and
# DIR/expected1 and DIR/expected2: a line a claim that is answered, its fate, its number, how many
# CLP tell of it, what was paid, and the adjustments.
function below(n) { return int(rand() * n) }
function money(c, s) { s = c < 0 ? "-" : ""; if (c < 0) c = -c; return s int(c / 100) (c % 100 ? sprintf(".%02d", c % 100) : "") }
function a(s) { print s "~" >A; na++ }
function later(s) { held = held s "~\n"; nheld++ }
# CAS of an amount, in one to nine parts of one or two groups; later() takes the segments
function adjust(total, parts, i, left, one, reason, seg, n, group) {
  if (total == 0) return
  parts = 1 + below(4); if (below(20) == 0) parts = 9
  left = total; seg = ""; n = 0
  for (i = 1; i <= parts; i++) {
    one = i == parts ? left : below(left + 1)
    if (below(15) == 0 && i < parts) one = -below(500)
    left -= one
    if (one == 0 && i < parts) continue
    group = i == 1 ? "CO" : "PR"
    reason = group == "CO" ? 45 : i % 4 + 1
    if (n == 0 || substr(seg, 5, 2) != group || n == 6) { if (n) later(seg); seg = "CAS*" group; n = 0 }
    seg = seg (n ? "*" : "") "*" reason "*" money(one); n++
    if (group == "PR") patient += one
    sums = sums " " group ":" reason ":" one
  }
  if (n) later(seg)
}
BEGIN {
  srand(seed); A = out "/sent.837"
  for (half = 1; half <= 2; half++) {
    begin_837(half)
    for (k = 1 + int(claims / 2) * (half - 1); k <= int(claims / 2) * half; k++) one_claim(k)
    end_837(half)
  }
  write_835(1, "FIRST PAYER", "PAYER01"); write_835(2, "SECOND PAYER", "PAYER02")
}
function isa(n) { return sprintf("ISA*00*          *00*          *ZZ*110099999Z     *ZZ*RECVR01        *260305*1200*^*00501*%09d*0*P*:~", n) }
function begin_837(n) {
  print isa(n) >A; print "GS*HC*110099999Z*RECVR01*20260305*1200*" n "*X*005010X223A2~" >A; na = 0; hl = 1
  a("ST*837*0001*005010X223A2"); a("BHT*0019*00*RANDOM" n "*20260430*1200*CH"); a("NM1*41*2*OSTRIMOOR BILLING*****46*110099999Z")
  a("PER*IC*BILLING DESK*TE*5555550100"); a("NM1*40*2*CLEARING*****46*RECVR01")
  a("HL*1**20*1"); a("NM1*85*2*OSTRIMOOR GENERAL HOSPITAL*****XX*2000000010"); a("N3*12 LANTERN ROW"); a("N4*PORT ARBEL*MA*010010001"); a("REF*EI*009999901")
}
function end_837(n) { a("SE*" na + 1 "*0001"); printf "GE*1*%d~\nIEA*1*%09d~\n", n, n >A }
function write_835(r, name, id, R, h, head, n, plb) {
  R = out "/remit" r ".835"
  print isa(20 + r) >R; print "GS*HP*" id "*110099999Z*20260515*1200*1*X*005010X221A1~" >R
  for (h = 1; h <= 2; h++) {
    plb = h == 2 ? "PLB*2000000010*20261231*WO:K1*5*L6:K2*-3*72:K3*1*FB:K4*-2*WO:K5*4*L6:K6*-1.5~\n" : ""
    if (plb) paid_all[r, h] -= 350
    if (paid_all[r, h] < 0) exit 2
    head = "ST*835*000" h "~\n"
    head = head (paid_all[r, h] ? "BPR*I*" money(paid_all[r, h]) "*C*ACH*CCP*01*999999992*DA*123456*1999999999**01*999988880*DA*98765*20260515~\n" : "BPR*H*0*C*NON************20260515~\n")
    head = head "TRN*1*EFT" r h "*1999999999~\nDTM*405*20260515~\nN1*PR*" name "~\nN3*1 CLARION SQUARE~\nN4*PORT ARBEL*MA*01002~\nREF*2U*" id "~\n"
    head = head "PER*BL*PAYMENT DESK*TE*5555550110~\nN1*PE*OSTRIMOOR GENERAL HOSPITAL*XX*2000000010~\nREF*TJ*009999901~\nLX*1~\n"
    n = gsub(/\n/, "\n", body[r, h])
    print head body[r, h] plb "SE*" n + 13 + (plb != "") "*000" h "~" >R
  }
  print "GE*2*1~" >R; printf "IEA*1*%09d~\n", 20 + r >R
}
function subscriber(id) { a("NM1*IL*1*TANVOSK*MIRELDA****MI*" id); a("N3*7 QUILL LANE"); a("N4*PORT ARBEL*MA*01001") }
function other(rank, self, filing, member, name, id) {
  a("SBR*" rank "*" (self ? "18" : "19") "*******" filing); a("OI***Y***Y"); subscriber(member); a("NM1*PR*2*" name "*****PI*" id)
}
function one_claim(k, i, self, third, fate) {
  id = "R" seed "-" k; lines = 1 + below(below(6) == 0 ? 40 : 5); self = below(3) > 0; third = below(2)
  hl++; a("HL*" hl "*1*22*" (self ? 0 : 1)); a("SBR*P*" (self ? "18" : "") "*******CI"); subscriber("M" 1000 + k)
  if (self) a("DMG*D8*19710412*F")
  a("NM1*PR*2*FIRST PAYER*****PI*PAYER01")
  if (!self) { hl++; a("HL*" hl "*" hl - 1 "*23*0"); a("PAT*19"); a("NM1*QC*1*TANVOSK*OREN"); a("N3*7 QUILL LANE"); a("N4*PORT ARBEL*MA*01001"); a("DMG*D8*20100412*M") }
  charge = 0; for (i = 1; i <= lines; i++) { L[i] = 100 + below(90000); charge += L[i] }
  a("CLM*" id "*" money(charge) "***13:A:1**A*Y*Y"); a("DTP*434*RD8*20260420-20260420"); a("CL1*3*1*01"); a("HI*ABK:E119"); a("NM1*71*1*PELLAMORE*JORAN****XX*2000000119")
  if (third) other("S", below(3) > 0, "CI", "N" 2000 + k, "SECOND PAYER", "PAYER02")
  other(third ? "T" : "S", below(3) > 0, "MC", sprintf("10000000%04d", k), "MASSHEALTH", "DMA7384")
  for (i = 1; i <= lines; i++) { a("LX*" i); a("SV2*0510*HC:G0463*" money(L[i]) "*UN*1"); a("DTP*472*D8*20260420"); C[i] = ""; if (below(2)) { a("REF*6R*" k "X" i); C[i] = k "X" i } }
  fate = answer(1, "M" 1000 + k, 1)
  if (third) answer(2, "N" 2000 + k, fate == "written")
}
# One answer of payer r, to the claim of this moment; `sent`: the payer has it.
function answer(r, member, sent, fate, status, i, number, told, first) {
  fate = "written"; i = below(30); status = r + below(2); number = id; told = 1
  if (i == 0) { fate = "unmatched"; number = "X" id } if (i == 1) { fate = "refused"; status = 19 }
  if (i == 2) { fate = "refused"; status = 22 } if (i == 3) { fate = "refused"; status = 25 }
  if (below(8) == 0 && status < 4) status = 4
  if (!sent && fate == "written") fate = "unmatched"
  if (!sent && status == 22) fate = "unmatched"
  if (sent && i == 4) { # paid, reversed, and paid again in the last set
    remit(r, number, 1, member, half, 0)
    first = paid
    put(r, 2, "CLP*" number "*22*" money(-charge) "*" money(-paid) "**12*P" r number "*13*1~\n" \
      (charge - paid ? "CAS*CO*45*" money(paid - charge) "~\n" : "") "NM1*QC*1*TANVOSK*MIRELDA****MI*" member "~\nDTM*232*20260420~\n", -paid)
    told = 3; half_of_answer = 2
  } else half_of_answer = half
  remit(r, number, status, member, half_of_answer, i == 5)
  if (i == 5 && fate == "written") fate = "refused" # does not balance
  print fate, number, told, paid sums >(out "/expected" r)
  return fate
}
function put(r, h, text, amount) { body[r, h] = body[r, h] text; paid_all[r, h] += amount }
function remit(r, number, status, member, h, unbalanced, i, p, ratio, at_claim, claim_adj, claim_part) {
  held = ""; nheld = 0; patient = 0; sums = ""; paid = 0; at_claim = below(4) == 0
  ratio = status == 4 ? 0 : below(101) / 100
  if (at_claim) { paid = int(charge * ratio); adjust(charge - paid); claim_part = held; held = "" }
  else {
    claim_adj = below(5) == 0 && ratio > 0.5 ? below(100) : 0
    if (claim_adj) { later("CAS*PR*1*" money(claim_adj)); patient += claim_adj; sums = sums " PR:1:" claim_adj }
    claim_part = held; held = ""
    for (i = 1; i <= lines; i++) {
      p = int(L[i] * ratio); paid += p
      later("SVC*HC:G0463*" money(L[i]) "*" money(p) "*0510*1"); later("DTM*472*20260420"); adjust(L[i] - p); if (C[i] != "") later("REF*6R*" C[i])
    }
    paid -= claim_adj
  }
  if (unbalanced) paid += 1
  put(r, h, "CLP*" number "*" status "*" money(charge) "*" money(paid) "*" (patient ? money(patient) : "") "*12*P" r number "*13*1~\n" claim_part \
    "NM1*QC*1*TANVOSK*MIRELDA****MI*" member "~\n" (status == 19 ? "NM1*TT*2*ELSEWHERE*****PI*PAYER09~\n" : "") (at_claim ? "DTM*232*20260420~\n" : "") held, paid)
}
