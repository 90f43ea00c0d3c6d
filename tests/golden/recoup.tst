# What payers took back, as rows of the recoupment form.

# the columns of the form, in its order and words; what the remittance cannot fill is counted
$ claimtree recoup testdata/remit/reversal.835
$ claimtree recoup testdata/remit/medicare.835
> Provider Name,Provider NPI,MassHealth Provider ID,MCE Name,Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
> OSTRIMOOR GENERAL HOSPITAL,2000000010,,CLARION MANAGED CARE,MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,591.22
> Provider Name,Provider NPI,MassHealth Provider ID,MCE Name,Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
! claimtree: recoup: 1 of 1 rows lack MassHealth Provider ID

# names may be told
$ claimtree recoup --provider-id=110099999Z --mce-name='CLARION, OF ARBEL' testdata/remit/reversal.835 | tail -1
> OSTRIMOOR GENERAL HOSPITAL,2000000010,110099999Z,"CLARION, OF ARBEL",MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,591.22

# a reversal without any PLB is a recovery; so is a WO of a claim that nothing else tells of
$ sed 's/^PLB.*/PLB*2000000010*20261231*FB:20260003*-591.22~/' testdata/remit/reversal.835 | claimtree recoup --provider-id=110099999Z | cut -d, -f5-
$ sed '/^CLP/,/^CAS.PR.96/d; s/^PLB.*/PLB*2000000010*20261231*WO:20250001*75.5~/; s/^SE\*22/SE*13/' testdata/remit/reversal.835 | claimtree recoup --provider-id=110099999Z | cut -d, -f5-
> Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
> MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,591.22
> Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
> ,,,,,75.50
! claimtree: recoup: 1 of 1 rows lack Member First Name
! claimtree: recoup: 1 of 1 rows lack Member Last Name
! claimtree: recoup: 1 of 1 rows lack Member MassHealth ID
! claimtree: recoup: 1 of 1 rows lack Date(s) of Service Recouped
! claimtree: recoup: 1 of 1 rows lack Service Code or Name

# six pairs: two recoveries are new, one is told of by its reversal, the others are none
$ sed 's/^PLB.*/PLB*2000000010*20261231*WO:20260003*591.22*FB:A*-1182.44*L6:B*-3*WO:C*10*72:D*20*WO:E*5.5~/' testdata/remit/reversal.835 | claimtree recoup --provider-id=110099999Z | cut -d, -f5-
> Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
> MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,591.22
> ,,,,,10.00
> ,,,,,5.50
! claimtree: recoup: 2 of 3 rows lack Member First Name
! claimtree: recoup: 2 of 3 rows lack Member Last Name
! claimtree: recoup: 2 of 3 rows lack Member MassHealth ID
! claimtree: recoup: 2 of 3 rows lack Date(s) of Service Recouped
! claimtree: recoup: 2 of 3 rows lack Service Code or Name

# the key may be the claim number; two WO of one key are one recovery beside its reversal
$ sed 's/^PLB.*/PLB*2000000010*20261231*WO:COBAID-3*591.22*WO:20260003*591.22~/' testdata/remit/reversal.835 | claimtree recoup --provider-id=110099999Z | cut -d, -f5-
> Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
> MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,591.22

# a negative WO delays the recovery: no row now, one when the money is taken, in another file
$ sed 's/^PLB.*/PLB*2000000010*20261231*WO:20260003*-591.22~/' testdata/remit/reversal.835 >$T/a; sed '/^CLP/,/^CAS.PR.96/d; s/^PLB.*/PLB*2000000010*20261231*WO:20260003*591.22~/' testdata/remit/reversal.835 >$T/b; claimtree recoup --provider-id=110099999Z $T/a | wc -l; claimtree recoup --provider-id=110099999Z $T/a $T/b | cut -d, -f5-
> 1
> Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
> MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,591.22
! claimtree: recoup: 1 reversals wait for their recovery (a negative WO): no row

# taken in two parts, or a part at once: a row each, all with their patient
$ sed 's/^PLB.*/PLB*2000000010*20261231*WO:20260003*-591.22~/' testdata/remit/reversal.835 >$T/a; for n in 400 191.22; do sed "/^CLP/,/^CAS.PR.96/d; s/^PLB.*/PLB*2000000010*20261231*WO:20260003*$n~/" testdata/remit/reversal.835 >$T/$n; done; claimtree recoup --provider-id=110099999Z $T/a $T/400 $T/191.22 | cut -d, -f5-
$ sed 's/^PLB.*/PLB*2000000010*20261231*WO:20260003*-400~/' testdata/remit/reversal.835 >$T/a; claimtree recoup --provider-id=110099999Z $T/a $T/400 --to=json | grep -o '"Amount.*'
> Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
> MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,400.00
> MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,191.22
> "Amount Recouped":{"value":"191.22","from":"CLP04, PLB"}}
> "Amount Recouped":{"value":"400.00","from":"PLB"}}

# two claims, their dates and services; a file that is no 835 has none
$ sed 's/^CLP\*COBAID-3.*/&~/; s/~~/~/' testdata/remit/reversal.835 | awk '/^CLP/ { on = 1 } /^PLB/ { gsub(/COBAID-3/, "COBAID-9", again); gsub(/20260003/, "20260099", again); sub(/DTM.472.20260420/, "DTM*472*20260418", again); printf "%s", again; on = 0 } on { again = again $0 "\n" } { print }' | claimtree recoup --provider-id=110099999Z | cut -d, -f5-
$ claimtree recoup testdata/remit/medicare.837 | wc -l
> Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
> MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,591.22
> MIRELDA,TANVOSK,1EG4TE5MK72,04/18/2026-04/20/2026,G0463; G0480,591.22
> 1
