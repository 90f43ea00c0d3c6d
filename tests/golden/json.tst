# A line of JSON a claim.

# a claim
$ claimtree json testdata/demo/admission.837 | head -n 1
> {"type":"claim","file":"testdata/demo/admission.837","interchange":"000000041","group":"41","set":"0001","version":"005010X223A2","segment":18,"offset":676,"claim":"OSTRI-7731","charge":"412.50","facility_type":"13","frequency":"1","assignment":"A","benefits_assigned":"Y","release_of_information":"Y","admission_type":"2","point_of_origin":"1","patient_status":"01","billing_provider":{"role":"85","name":"OSTRIMOOR GENERAL HOSPITAL","id_qualifier":"XX","id":"2000000010","address":{"line1":"12 LANTERN ROW","city":"PORT ARBEL","state":"MA","zip":"010010001"},"references":[{"qualifier":"EI","value":"009999901"}]},"responsibility":"P","relationship":"18","filing_code":"CI","subscriber":{"role":"IL","name":"TANVOSK","first":"MIRELDA","id_qualifier":"MI","id":"VH100000001","birth_date":"1971-04-12","sex":"F","address":{"line1":"7 QUILL LANE","city":"PORT ARBEL","state":"MA","zip":"01001"}},"payer":{"role":"PR","name":"VELDAN HEALTH PLAN","id_qualifier":"PI","id":"VELDAN01"},"patient":{"role":"IL","name":"TANVOSK","first":"MIRELDA","id_qualifier":"MI","id":"VH100000001","birth_date":"1971-04-12","sex":"F","address":{"line1":"7 QUILL LANE","city":"PORT ARBEL","state":"MA","zip":"01001"}},"dates":[{"qualifier":"434","from":"2026-03-02","to":"2026-03-02"}],"codes":[{"qualifier":"ABK","code":"S52501A"},{"qualifier":"APR","code":"S52501A"}],"providers":[{"role":"71","name":"PELLAMORE","first":"JORAN","id_qualifier":"XX","id":"2000000119"}],"lines":[{"line":"1","revenue_code":"0450","procedure":{"qualifier":"HC","code":"99283"},"charge":"300","unit":"UN","quantity":"1","dates":[{"qualifier":"472","from":"2026-03-02"}]},{"line":"2","revenue_code":"0320","procedure":{"qualifier":"HC","code":"73110"},"charge":"112.5","unit":"UN","quantity":"1","dates":[{"qualifier":"472","from":"2026-03-02"}]}]}

# a payment
$ claimtree json testdata/835/pass/reversal-and-correction.835 | head -n 1
> {"type":"payment","file":"testdata/835/pass/reversal-and-correction.835","interchange":"000000001","group":"1","set":"0001","version":"005010X221A1","segment":12,"offset":444,"claim":"OP-0009","status":"22","charge":"-312.5","paid":"-250","patient_responsibility":"-12.5","filing_code":"12","payer_claim":"PCN2026000009","facility_type":"13","frequency":"8","payment":{"handling":"I","amount":"230","credit_or_debit":"C","method":"CHK","date":"2026-03-15","trace":"CHK0002"},"payer":{"role":"PR","name":"VELDAN HEALTH PLAN","address":{"line1":"1 INSURANCE PLAZA","city":"PORT ARBEL","state":"MA","zip":"010010500"}},"payee":{"role":"PE","name":"OSTRIMOOR GENERAL HOSPITAL","id_qualifier":"XX","id":"2000000010","references":[{"qualifier":"TJ","value":"009999901"}]},"patient":{"role":"QC","name":"TANVOSK","first":"MIRELDA","id_qualifier":"MI","id":"VH100000001"},"dates":[{"qualifier":"232","from":"2026-03-02"}],"lines":[{"procedure":{"qualifier":"HC","code":"G0463"},"charge":"-312.5","paid":"-250","revenue_code":"0510","quantity":"1","adjustments":[{"group":"CO","reason":"45","amount":"-50"},{"group":"PR","reason":"3","amount":"-12.5"}],"dates":[{"qualifier":"472","from":"2026-03-02"}]}]}

# a guide that is unknown has claims that nobody can find
$ claimtree json testdata/envelope/fail/version-not-supported-of-the-set.837
! claimtree: json: testdata/envelope/fail/version-not-supported-of-the-set.837: at byte 168: the guide of this set is not known: its claims cannot be told apart
? 1

# a claim that is cut short is not printed
$ head -c 900 testdata/demo/admission.837 | claimtree json
! claimtree: json: standard input: at byte 900: the file ends inside a transaction set: it is cut short
? 1
