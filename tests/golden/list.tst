# A line a claim.

# claims and payments
$ claimtree list testdata/demo/admission.837 testdata/835/pass/reversal-and-correction.835
> claim	patient	from	to	charge	paid	payers	offset	file
> OSTRI-7731	TANVOSK, MIRELDA	20260302	20260302	412.50		VELDAN HEALTH PLAN	676	testdata/demo/admission.837
> OSTRI-7732	DUNMORROW, TAVIN	20260220	20260224	10180		VELDAN HEALTH PLAN	1127	testdata/demo/admission.837
> OP-0009	TANVOSK, MIRELDA	20260302		-312.5	-250	VELDAN HEALTH PLAN	444	testdata/835/pass/reversal-and-correction.835
> OP-0009	TANVOSK, MIRELDA	20260302		312.5	230	VELDAN HEALTH PLAN	644	testdata/835/pass/reversal-and-correction.835
> OP-0001	TANVOSK, MIRELDA	20260302	20260302	312.5	250	VELDAN HEALTH PLAN	858	testdata/835/pass/reversal-and-correction.835

# other payers follow the payer
$ claimtree list testdata/cob/jobaid-2-inpatient-two-payers.837 | cut -f 7
> payers
> MASSHEALTH; MEDICARE A; TUFTS HEALTH PLAN

# what is not X12 has no claims
$ echo hello | claimtree list
> claim	patient	from	to	charge	paid	payers	offset	file
! claimtree: list: standard input: at byte 0: no ISA segment was found: this is not X12
? 1
