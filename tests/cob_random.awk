# Random primary claims and what their payer answered: awk -v seed=N -v claims=N -v out=DIR -f this
# Writes DIR/sent.837, DIR/remit.835 and DIR/expected: a line a CLP, its fate and its amounts.
function below(n) { return int(rand() * n) }
function money(c, s) { s = c < 0 ? "-" : ""; if (c < 0) c = -c; return s int(c / 100) (c % 100 ? sprintf(".%02d", c % 100) : "") }
function a(s) { print s "~" >A; na++ }
function b(s) { print s "~" >R; nb++ }
function later(s) { held = held s "~\n"; nheld++ }
# CAS of an amount, in one to nine parts of one or two groups; later() takes the segments
function adjust(total, id, parts, i, left, one, reason, seg, n, group, key) {
  if (total == 0) return
  parts = 1 + below(4); if (below(20) == 0) parts = 9
  left = total; seg = ""; n = 0
  for (i = 1; i <= parts; i++) {
    one = i == parts ? left : below(left + 1)
    if (below(15) == 0 && i < parts) one = -below(500)
    left -= one
    if (one == 0 && i < parts) continue
    group = i == 1 ? "CO" : "PR"
    reason = group == "CO" ? 45 : i % 9 + 1
    if (reason == 7 || reason == 8 || reason == 9 || reason == 5 || reason == 6) reason = 3
    if (n == 0 || substr(seg, 5, 2) != group || n == 6) { if (n) later(seg); seg = "CAS*" group; n = 0 }
    seg = seg (n ? "*" : "") "*" reason "*" money(one); n++
    if (group == "PR") patient += one
    sums = sums " " group ":" reason ":" one
  }
  if (n) later(seg)
}
BEGIN {
  srand(seed); A = out "/sent.837"; R = out "/remit.835"; E = out "/expected"
  isa = "ISA*00*          *00*          *ZZ*110099999Z     *ZZ*RECVR01        *260305*1200*^*00501*000000001*0*P*:"
  print isa "~" >A; print "GS*HC*110099999Z*RECVR01*20260305*1200*1*X*005010X223A2~" >A
  a("ST*837*0001*005010X223A2"); a("BHT*0019*00*RANDOM*20260430*1200*CH"); a("NM1*41*2*OSTRIMOOR BILLING*****46*110099999Z")
  a("PER*IC*BILLING DESK*TE*5555550100"); a("NM1*40*2*CLEARING*****46*RECVR01")
  a("HL*1**20*1"); a("NM1*85*2*OSTRIMOOR GENERAL HOSPITAL*****XX*2000000010"); a("N3*12 LANTERN ROW"); a("N4*PORT ARBEL*MA*010010001"); a("REF*EI*009999901")
  hl = 1; paid_all = 0; body = ""; clps = 0
  for (k = 1; k <= claims; k++) one_claim(k)
  a("SE*" na + 1 "*0001"); print "GE*1*1~\nIEA*1*000000001~" >A
  print isa "~" >R; print "GS*HP*PAYER01*110099999Z*20260515*1200*1*X*005010X221A1~" >R
  b("ST*835*0001"); b("BPR*I*" money(paid_all) "*C*ACH*CCP*01*999999992*DA*123456*1999999999**01*999988880*DA*98765*20260515")
  b("TRN*1*EFT21*1999999999"); b("DTM*405*20260515"); b("N1*PR*FIRST PAYER"); b("N3*1 CLARION SQUARE"); b("N4*PORT ARBEL*MA*01002")
  b("REF*2U*PAYER01"); b("PER*BL*PAYMENT DESK*TE*5555550110"); b("N1*PE*OSTRIMOOR GENERAL HOSPITAL*XX*2000000010"); b("REF*TJ*009999901"); b("LX*1")
  printf "%s", body >R; nb += body_count
  b("SE*" nb + 1 "*0001"); print "GE*1*1~\nIEA*1*000000001~" >R
}
function subscriber(id) {
  a("NM1*IL*1*TANVOSK*MIRELDA****MI*" id); a("N3*7 QUILL LANE"); a("N4*PORT ARBEL*MA*01001")
}
function one_claim(k, lines, i, charge, self, n_self, ch, fate, id, paid, p, status, claim_adj, at_claim, ratio) {
  id = "R" seed "-" k; lines = 1 + below(below(6) == 0 ? 40 : 5); self = below(3) > 0; n_self = below(3) > 0
  fate = "written"; i = below(30); status = 1 + below(3)
  if (i == 0) fate = "unmatched"; if (i == 1) { fate = "refused"; status = 19 } if (i == 2) { fate = "refused"; status = 22 } if (i == 3) fate = "unbalanced"
  if (below(8) == 0 && status < 4) status = 4
  hl++; a("HL*" hl "*1*22*" (self ? 0 : 1)); a("SBR*P*" (self ? "18" : "") "*******CI"); subscriber("M" 1000 + k)
  if (self) a("DMG*D8*19710412*F")
  a("NM1*PR*2*FIRST PAYER*****PI*PAYER01")
  if (!self) { hl++; a("HL*" hl "*" hl - 1 "*23*0"); a("PAT*19"); a("NM1*QC*1*TANVOSK*OREN"); a("N3*7 QUILL LANE"); a("N4*PORT ARBEL*MA*01001"); a("DMG*D8*20100412*M") }
  charge = 0; for (i = 1; i <= lines; i++) { L[i] = 100 + below(90000); charge += L[i] }
  a("CLM*" id "*" money(charge) "***13:A:1**A*Y*Y"); a("DTP*434*RD8*20260420-20260420"); a("CL1*3*1*01"); a("HI*ABK:E119"); a("NM1*71*1*PELLAMORE*JORAN****XX*2000000119")
  a("SBR*S*" (n_self ? "18" : "19") "*******MC"); a("OI***Y***Y"); subscriber("N" 2000 + k); a("NM1*PR*2*MASSHEALTH*****PI*DMA7384")
  for (i = 1; i <= lines; i++) { a("LX*" i); a("SV2*0510*HC:G0463*" money(L[i]) "*UN*1"); a("DTP*472*D8*20260420"); if (below(2)) { a("REF*6R*" k "X" i); C[i] = k "X" i } else C[i] = "" }
  # the answer
  held = ""; nheld = 0; patient = 0; sums = ""; paid = 0; at_claim = below(4) == 0
  if (status == 4) ratio = 0; else ratio = below(101) / 100
  if (at_claim) { paid = int(charge * ratio); adjust(charge - paid); claim_part = held; nc = nheld; line_part = ""; nl = 0 }
  else {
    claim_adj = below(5) == 0 && ratio > 0.5 ? below(100) : 0
    if (claim_adj) { later("CAS*PR*1*" money(claim_adj)); patient += claim_adj; sums = sums " PR:1:" claim_adj }
    claim_part = held; nc = nheld; held = ""; nheld = 0
    for (i = 1; i <= lines; i++) {
      p = int(L[i] * ratio); paid += p
      later("SVC*HC:G0463*" money(L[i]) "*" money(p) "*0510*1"); later("DTM*472*20260420"); adjust(L[i] - p); if (C[i] != "") later("REF*6R*" C[i])
    }
    paid -= claim_adj; line_part = held; nl = nheld
  }
  if (fate == "unbalanced") { paid += 1; fate = "refused" }
  paid_all += paid
  body = body "CLP*" (fate == "unmatched" ? "X" : "") id "*" status "*" money(charge) "*" money(paid) "*" (patient ? money(patient) : "") "*12*P" k "*13*1~\n" claim_part "NM1*QC*1*TANVOSK*MIRELDA****MI*M" 1000 + k "~\n" (at_claim ? "DTM*232*20260420~\n" : "") line_part
  body_count += 2 + at_claim + nc + nl
  print fate, (fate == "unmatched" ? "X" : "") id, paid sums >E
}
