# The page for people: what stands in it, seen as text. tests/html.sh looks at its form, tests/browser.sh opens it.

# a claim and what is wrong in it
$ claimtree html testdata/demo/admission.837 | sed -n '/id="c2"/,/value="41"/p'
> <li class="c has bad" id="c2" data-claim="OSTRI-7732"><details open><summary><h6>Claim OSTRI-7732</h6> <span>2300 claim</span> <strong class="e">2 errors</strong></summary><ol>
> <li class="s has" value="37"><a href="#u20">CLM</a><code>*OSTRI-7732*<mark>10180</mark>***11:A:1**A*Y*Y</code>
> <ul class="f"><li class="e" id="n2"><strong>error</strong> the claim's charge CLM02 is 10180.00, its lines add up to 11180.00 <span>CLM02 total claim charge · <code>claim-charge-balance</code> · SNIP 3</span></li></ul></li>
> <li class="s" value="38"><a href="#u21">DTP</a><code>*434*RD8*20260220-20260224</code></li>
> <li class="s" value="39"><a href="#u29">DTP</a><code>*435*DT*202602201430</code></li>
> <li class="s has" value="40"><a href="#u22">CL1</a><code>*1*1*01</code>
> <ul class="f"><li class="e" id="n3"><strong>error</strong> A final inpatient claim (frequency 1 or 4) tells the discharge hour (DTP*096) <span>rule I-019 · <code>situation</code> · SNIP 6</span></li></ul></li>
> <li class="s" value="41"><a href="#u23">HI</a><code>*ABK:I214:::::::Y</code></li>

# a summary: the verdict, and each kind of finding with what it means
$ claimtree html testdata/demo/admission.837 | sed -n '/class="summary"/,/<\/section>/p'
> <section class="summary" id="f1sum" aria-labelledby="f1h f1"><h3 id="f1h">Summary</h3>
> <p><strong class="e">rejected</strong> 2 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 2 claims, 57 segments</p>
> <div class="wide" role="region" aria-labelledby="f1k f1" tabindex="0"><table><caption id="f1k">Findings by kind</caption><thead><tr><th scope="col">Finding</th><th scope="col">Severity</th><th scope="col">Number</th><th scope="col">First</th><th scope="col">What it means</th><th scope="col">How to mend it</th></tr></thead><tbody>
> <tr><th scope="row"><code>claim-charge-balance</code></th><td class="e"><b>error</b></td><td>1</td><td><a href="#n2">first</a></td><td>The total charge of the claim (CLM02) is not the sum of the charges of its service lines (SV203), to the cent.</td><td>Find the line that was added, lost or changed after the total was made. A total line of revenue code 0001 is not sent in an 837.</td></tr>
> <tr><th scope="row"><code>situation</code></th><td class="e"><b>error</b></td><td>1</td><td><a href="#n3">first</a></td><td>Something that is required, or forbidden, in certain situations only. The situation is there and the claim does not fit it; the message says which rule, and `rule` has its id.</td><td>`claimtree explain RULE`, such as `claimtree explain I-018`, tells what the rule asks for and how to keep it.</td></tr>
> <tr><th scope="row"><code>junk-skipped</code></th><td class="n"><b>note</b></td><td>1</td><td><a href="#n1">first</a></td><td>There were bytes that belong to no segment: line ends, blanks before a segment, a byte order mark, or text between interchanges. They were skipped.</td><td>Nothing has to be done. `claimtree format --unwrap` writes the file without them.</td></tr>
> </tbody></table></div>
> </section>

# a loop where nothing was found, marked so for the filter
$ claimtree html testdata/demo/admission.837 | sed -n '/<b>1000A/,/^<\/ol>/p'
> <li class="l q"><b>1000A</b> submitter<ol>
> <li class="s" id="f1s234" value="3"><a href="#u5">NM1</a><code>*41*2*OSTRIMOOR BILLING*****46*SUBMITTER01</code></li>
> <li class="s" id="f1s281" value="4"><a href="#u6">PER</a><code>*IC*BILLING DESK*TE*5555550100</code></li>
> </ol></li>

# names of elements, where a tag leads
$ claimtree html testdata/demo/admission.837 | grep -A 5 'other coverage\|CL1 '
> <section id="u22"><h3>CL1 institutional claim codes</h3><p>005010X223A2</p><ol>
> <li><span>admission type</span></li>
> <li><span>point of origin</span></li>
> <li><span>patient discharge status</span></li>
> <li><span>nursing home status</span></li>
> </ol></section>

# only errors: no notes; the verdict is that of the file
$ claimtree check --format=html --severity=error testdata/demo/admission.837 >$T/page; echo $?; grep -c 'li class="n"' $T/page; grep 'strong class="e">rejected' $T/page
> 1
> 0
> <p><strong class="e">rejected</strong> 2 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 2 claims, 57 segments</p>

# findings that are held back are counted
$ claimtree check --format=html --max-findings=1 testdata/demo/admission.837 | grep 'not shown'
> <p>2 more findings are not shown (--max-findings).</p>

# the sums of a claim, as an equation; they are no finding
$ claimtree check --format=html --explain-balance testdata/demo/admission.837 | sed -n '/value="18"/,/<\/li>$/p'
> <li class="s" value="18"><a href="#u20">CLM</a><code>*OSTRI-7731*412.50***13:A:1**A*Y*Y</code>
> <ul class="f"><li class="b"><strong>balance</strong> 412.50 (CLM02, segment 18) = 300.00 (SV203, segment 25) + 112.50 (SV203, segment 28) <span><code>claim-charge-balance</code></span></li></ul></li>

# nothing of a patient
$ claimtree check --format=html --redact testdata/demo/admission.837 | sed -n '/<b>2010BA/,/^<\/ol>/p'
> <li class="l q"><b>2010BA</b> subscriber<ol>
> <li class="s" id="f1s527" value="13"><a href="#u15">NM1</a><code>***************************</code></li>
> <li class="s" id="f1s571" value="14"><a href="#u16">N3</a><code>****</code></li>
> <li class="s" id="f1s588" value="15"><a href="#u17">N4</a><code>************</code></li>
> <li class="s" id="f1s612" value="16"><a href="#u18">DMG</a><code>************</code></li>
> </ol></li>
> <li class="l q"><b>2010BA</b> subscriber<ol>
> <li class="s" id="f1s977" value="32"><a href="#u15">NM1</a><code>***************************</code></li>
> <li class="s" id="f1s1021" value="33"><a href="#u16">N3</a><code>****</code></li>
> <li class="s" id="f1s1039" value="34"><a href="#u17">N4</a><code>************</code></li>
> <li class="s" id="f1s1063" value="35"><a href="#u18">DMG</a><code>************</code></li>
> </ol></li>

# nor of a claim
$ claimtree check --format=html --redact=all testdata/demo/admission.837 >$T/page; grep -c 'OSTRI-77\|TANVOSK' $T/page; grep -o 'data-claim="[^"]*"' $T/page
> 0
> data-claim="***"
> data-claim="***"

# values that would like to be more than text
$ sed 's|OSTRI-7731|"><script>alert(1)</script>|; s|12 LANTERN ROW|\&lt;|' testdata/demo/admission.837 | claimtree html | grep -E 'alert.1.|amp;lt'
> <li class="s" id="f1s430" value="8"><a href="#u10">N3</a><code>*&amp;lt;</code></li>
> <li class="c has" id="c1" data-claim="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"><details open><summary><h6>Claim &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</h6> <span>2300 claim</span> <strong class="w">1 other finding</strong></summary><ol>
> <li class="s has" value="18"><a href="#u20">CLM</a><code>*<mark>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</mark>*412.50***13:A:1**A*Y*Y</code>
> <ul class="f"><li class="w" id="n2"><strong>warning</strong> CLM01 (patient control number) &quot;&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; has 27 characters, at most 20 are allowed <span>CLM01 patient control number · <code>element-too-long</code> · SNIP 2</span></li></ul></li>

# control characters and bytes that are no UTF-8
$ awk '/^N3.12/ { $0 = "N3*\001A\177\377B~" } { print }' testdata/demo/admission.837 | claimtree html | grep '<a href="#u10">N3'
> <li class="s has" id="f1s430" value="8"><a href="#u10">N3</a><code>*<mark>&#x2401;A&#x2421;�B</mark></code>

# what is in no segment
$ claimtree html testdata/envelope/fail/junk-skipped.837 | sed -n '/no segment/,/<\/ul>/p'
> <li class="x has" id="f1s991"><i>no segment</i> <code>&#10;-- end of batch --&#10;</code>
> <ul class="f"><li class="n" id="n2"><strong>note</strong> text between interchanges was skipped <span><code>junk-skipped</code> · SNIP 1</span></li></ul></li>
> <tr><th scope="row"><code>junk-skipped</code></th><td class="n"><b>note</b></td><td>2</td><td><a href="#n1">first</a></td><td>There were bytes that belong to no segment: line ends, blanks before a segment, a byte order mark, or text between interchanges. They were skipped.</td><td>Nothing has to be done. `claimtree format --unwrap` writes the file without them.</td></tr>
> </tbody></table></div>
> </section>
> </section>
> <section id="names" aria-labelledby="namesh">
> <h2 id="namesh">Glossary: names of elements</h2>
> <section id="u1"><h3>ISA interchange header</h3><p>00501</p><ol>
> <li><span>authorization kind</span></li>
> <li><span>authorization</span></li>
> <li><span>security kind</span></li>
> <li><span>security information</span></li>
> <li><span>sender id kind</span></li>
> <li><span>interchange sender</span></li>
> <li><span>receiver id kind</span></li>
> <li><span>interchange receiver</span></li>
> <li><span>interchange date</span></li>
> <li><span>interchange time</span></li>
> <li><span>repetition separator</span></li>
> <li><span>interchange version</span></li>
> <li><span>interchange control number</span></li>
> <li><span>acknowledgment requested</span></li>
> <li><span>usage indicator</span></li>
> <li><span>component separator</span></li>
> </ol></section>
> <section id="u2"><h3>GS group header</h3><p>00501</p><ol>
> <li><span>functional group</span></li>
> <li><span>sender code</span></li>
> <li><span>receiver code</span></li>
> <li><span>group date</span></li>
> <li><span>group time</span></li>
> <li><span>group control number</span></li>
> <li><span>standards agency</span></li>
> <li><span>guide version</span></li>
> </ol></section>
> <section id="u3"><h3>ST transaction set header</h3><p>00501</p><ol>
> <li><span>transaction set</span></li>
> <li><span>set control number</span></li>
> <li><span>guide version</span></li>
> </ol></section>
> <section id="u4"><h3>BHT beginning of the claim transaction</h3><p>005010X223A2</p><ol>
> <li><span>hierarchical structure</span></li>
> <li><span>purpose</span></li>
> <li><span>submitter transaction number</span></li>
> <li><span>creation date</span></li>
> <li><span>creation time</span></li>
> <li><span>claim or encounter</span></li>
> </ol></section>
> <section id="u5"><h3>NM1 submitter name</h3><p>005010X223A2</p><ol>
> <li><span>entity role</span></li>
> <li><span>person or organization</span></li>
> <li><span>submitter last or organization name</span></li>
> <li><span>first name</span></li>
> <li><span>middle name</span></li>
> <li><span>name prefix</span></li>
> <li><span>name suffix</span></li>
> <li><span>identifier kind</span></li>
> <li><span>submitter id</span></li>
> <li><span>entity relationship</span></li>
> <li><span>second entity role</span></li>
> <li><span>second name</span></li>
> </ol></section>
> <section id="u6"><h3>PER submitter contact</h3><p>005010X223A2</p><ol>
> <li><span>contact role</span></li>
> <li><span>contact name</span></li>
> <li><span>first contact number kind</span></li>
> <li><span>first contact number</span></li>
> <li><span>second contact number kind</span></li>
> <li><span>second contact number</span></li>
> <li><span>third contact number kind</span></li>
> <li><span>third contact number</span></li>
> <li><span>inquiry reference</span></li>
> </ol></section>
> <section id="u7"><h3>NM1 receiver name</h3><p>005010X223A2</p><ol>
> <li><span>entity role</span></li>
> <li><span>person or organization</span></li>
> <li><span>receiver organization name</span></li>
> <li><span>first name</span></li>
> <li><span>middle name</span></li>
> <li><span>name prefix</span></li>
> <li><span>name suffix</span></li>
> <li><span>identifier kind</span></li>
> <li><span>receiver id</span></li>
> <li><span>entity relationship</span></li>
> <li><span>second entity role</span></li>
> <li><span>second name</span></li>
> </ol></section>
> <section id="u8"><h3>HL billing provider level</h3><p>005010X223A2</p><ol>
> <li><span>hierarchical id</span></li>
> <li><span>parent hierarchical id</span></li>
> <li><span>hierarchical level</span></li>
> <li><span>child flag</span></li>
> </ol></section>
> <section id="u9"><h3>PRV billing provider specialty</h3><p>005010X223A2</p><ol>
> <li><span>provider role</span></li>
> <li><span>taxonomy code list</span></li>
> <li><span>billing provider taxonomy code</span></li>
> <li><span>state or province</span></li>
> <li><span>provider specialty</span></li>
> <li><span>provider organization</span></li>
> </ol></section>
> <section id="u10"><h3>NM1 billing provider name</h3><p>005010X223A2</p><ol>
> <li><span>entity role</span></li>
> <li><span>person or organization</span></li>
> <li><span>billing provider organization name</span></li>
> <li><span>first name</span></li>
> <li><span>middle name</span></li>
> <li><span>name prefix</span></li>
> <li><span>name suffix</span></li>
> <li><span>identifier kind</span></li>
> <li><span>billing provider NPI</span></li>
> <li><span>entity relationship</span></li>
> <li><span>second entity role</span></li>
> <li><span>second name</span></li>
> </ol></section>
> <section id="u11"><h3>N3 billing provider street lines</h3><p>005010X223A2</p><ol>
> <li><span>street line 1</span></li>
> <li><span>street line 2</span></li>
> </ol></section>
> <section id="u12"><h3>N4 billing provider city, state and postal code</h3><p>005010X223A2</p><ol>
> <li><span>city</span></li>
> <li><span>state or province</span></li>
> <li><span>postal code</span></li>
> <li><span>country</span></li>
> <li><span>location qualifier</span></li>
> <li><span>location</span></li>
> <li><span>country subdivision</span></li>
> </ol></section>
> <section id="u13"><h3>REF billing provider tax id</h3><p>005010X223A2</p><ol>
> <li><span>reference qualifier</span></li>
> <li><span>billing provider tax id</span></li>
> <li><span>reference description</span></li>
> <li><span>further references</span></li>
> </ol></section>
> <section id="u14"><h3>HL subscriber level</h3><p>005010X223A2</p><ol>
> <li><span>hierarchical id</span></li>
> <li><span>parent hierarchical id</span></li>
> <li><span>hierarchical level</span></li>
> <li><span>child flag</span></li>
> </ol></section>
> <section id="u15"><h3>SBR subscriber coverage</h3><p>005010X223A2</p><ol>
> <li><span>payer responsibility rank</span></li>
> <li><span>relationship to subscriber</span></li>
> <li><span>group or policy number</span></li>
> <li><span>group name</span></li>
> <li><span>insurance type</span></li>
> <li><span>coordination of benefits</span></li>
> <li><span>coordination of benefits answer</span></li>
> <li><span>employment status</span></li>
> <li><span>claim filing indicator</span></li>
> </ol></section>
> <section id="u16"><h3>NM1 subscriber name</h3><p>005010X223A2</p><ol>
> <li><span>entity role</span></li>
> <li><span>person or organization</span></li>
> <li><span>subscriber last or organization name</span></li>
> <li><span>first name</span></li>
> <li><span>middle name</span></li>
> <li><span>name prefix</span></li>
> <li><span>name suffix</span></li>
> <li><span>identifier kind</span></li>
> <li><span>member id</span></li>
> <li><span>entity relationship</span></li>
> <li><span>second entity role</span></li>
> <li><span>second name</span></li>
> </ol></section>
> <section id="u17"><h3>N3 subscriber street lines</h3><p>005010X223A2</p><ol>
> <li><span>street line 1</span></li>
> <li><span>street line 2</span></li>
> </ol></section>
> <section id="u18"><h3>N4 subscriber city, state and postal code</h3><p>005010X223A2</p><ol>
> <li><span>city</span></li>
> <li><span>state or province</span></li>
> <li><span>postal code</span></li>
> <li><span>country</span></li>
> <li><span>location qualifier</span></li>
> <li><span>location</span></li>
> <li><span>country subdivision</span></li>
> </ol></section>
> <section id="u19"><h3>DMG subscriber birth date and gender</h3><p>005010X223A2</p><ol>
> <li><span>birth date format</span></li>
> <li><span>subscriber birth date</span></li>
> <li><span>subscriber gender</span></li>
> <li><span>marital status</span></li>
> <li><span>race or ethnicity</span></li>
> <li><span>citizenship status</span></li>
> <li><span>country of citizenship</span></li>
> <li><span>verification basis</span></li>
> <li><span>count</span></li>
> <li><span>code list</span></li>
> <li><span>code</span></li>
> </ol></section>
> <section id="u20"><h3>NM1 payer name</h3><p>005010X223A2</p><ol>
> <li><span>entity role</span></li>
> <li><span>person or organization</span></li>
> <li><span>payer name</span></li>
> <li><span>first name</span></li>
> <li><span>middle name</span></li>
> <li><span>name prefix</span></li>
> <li><span>name suffix</span></li>
> <li><span>identifier kind</span></li>
> <li><span>payer id</span></li>
> <li><span>entity relationship</span></li>
> <li><span>second entity role</span></li>
> <li><span>second name</span></li>
> </ol></section>
> <section id="u21"><h3>CLM claim</h3><p>005010X223A2</p><ol>
> <li><span>patient control number</span></li>
> <li><span>total claim charge</span></li>
> <li><span>claim filing indicator</span></li>
> <li><span>claim type</span></li>
> <li><span>type of bill</span><ol><li><span>facility type</span></li><li><span>facility type list</span></li><li><span>claim frequency</span></li></ol></li>
> <li><span>provider signature on file</span></li>
> <li><span>assignment accepted</span></li>
> <li><span>benefits assigned</span></li>
> <li><span>release of information</span></li>
> <li><span>patient signature source</span></li>
> <li><span>related causes</span></li>
> <li><span>special program</span></li>
> <li><span>EPSDT indicator</span></li>
> <li><span>level of service</span></li>
> <li><span>disability indicator</span></li>
> <li><span>participation agreement</span></li>
> <li><span>claim status</span></li>
> <li><span>explanation of benefits wanted</span></li>
> <li><span>submission reason</span></li>
> <li><span>delay reason</span></li>
> </ol></section>
> <section id="u22"><h3>DTP statement dates</h3><p>005010X223A2</p><ol>
> <li><span>date qualifier</span></li>
> <li><span>date format</span></li>
> <li><span>statement dates</span></li>
> </ol></section>
> <section id="u23"><h3>CL1 institutional claim codes</h3><p>005010X223A2</p><ol>
> <li><span>admission type</span></li>
> <li><span>point of origin</span></li>
> <li><span>patient discharge status</span></li>
> <li><span>nursing home status</span></li>
> </ol></section>
> <section id="u24"><h3>HI principal diagnosis</h3><p>005010X223A2</p><ol>
> <li><span>health care code</span><ol><li><span>code list</span></li><li><span>principal diagnosis</span></li><li><span>date format</span></li><li><span>date or period</span></li><li><span>amount</span></li><li><span>quantity</span></li><li><span>version</span></li><li><span>end of code range</span></li><li><span>present on admission</span></li></ol></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> <li><span>health care code</span></li>
> </ol></section>
> <section id="u25"><h3>NM1 attending provider name</h3><p>005010X223A2</p><ol>
> <li><span>entity role</span></li>
> <li><span>person or organization</span></li>
> <li><span>attending provider last name</span></li>
> <li><span>first name</span></li>
> <li><span>middle name</span></li>
> <li><span>name prefix</span></li>
> <li><span>name suffix</span></li>
> <li><span>identifier kind</span></li>
> <li><span>attending provider NPI</span></li>
> <li><span>entity relationship</span></li>
> <li><span>second entity role</span></li>
> <li><span>second name</span></li>
> </ol></section>
> <section id="u26"><h3>LX service line number</h3><p>005010X223A2</p><ol>
> <li><span>service line number</span></li>
> </ol></section>
> <section id="u27"><h3>SV2 institutional service</h3><p>005010X223A2</p><ol>
> <li><span>revenue code</span></li>
> <li><span>procedure</span><ol><li><span>procedure code list</span></li><li><span>procedure code</span></li><li><span>procedure modifier 1</span></li><li><span>procedure modifier 2</span></li><li><span>procedure modifier 3</span></li><li><span>procedure modifier 4</span></li><li><span>procedure description</span></li><li><span>end of code range</span></li></ol></li>
> <li><span>line charge</span></li>
> <li><span>unit of measure</span></li>
> <li><span>units of service</span></li>
> <li><span>unit rate</span></li>
> <li><span>non-covered charge</span></li>
> <li><span>yes or no</span></li>
> <li><span>nursing home status</span></li>
> <li><span>level of care</span></li>
> </ol></section>
> <section id="u28"><h3>DTP line service date</h3><p>005010X223A2</p><ol>
> <li><span>date qualifier</span></li>
> <li><span>date format</span></li>
> <li><span>line service date</span></li>
> </ol></section>
> <section id="u29"><h3>SE transaction set trailer</h3><p>00501</p><ol>
> <li><span>segment count</span></li>
> <li><span>set control number</span></li>
> </ol></section>
> <section id="u30"><h3>GE group trailer</h3><p>00501</p><ol>
> <li><span>set count</span></li>
> <li><span>group control number</span></li>
> </ol></section>
> <section id="u31"><h3>IEA interchange trailer</h3><p>00501</p><ol>
> <li><span>group count</span></li>
> <li><span>interchange control number</span></li>
> </ol></section>
> <section id="u32"><h3>LIN drug code</h3><p>005010X223A2</p><ol>
> <li><span>assigned number</span></li>
> <li><span>drug code list</span></li>
> <li><span>national drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> <li><span>drug code list</span></li>
> <li><span>drug code</span></li>
> </ol></section>
> <section id="u33"><h3>CTP drug quantity</h3><p>005010X223A2</p><ol>
> <li><span>class of trade</span></li>
> <li><span>price kind</span></li>
> <li><span>unit price</span></li>
> <li><span>drug quantity</span></li>
> <li><span>drug unit of measure</span><ol><li><span>unit of measure</span></li><li><span>exponent</span></li><li><span>multiplier</span></li><li><span>unit of measure</span></li><li><span>exponent</span></li><li><span>multiplier</span></li><li><span>unit of measure</span></li><li><span>exponent</span></li><li><span>multiplier</span></li><li><span>unit of measure</span></li><li><span>exponent</span></li><li><span>multiplier</span></li><li><span>unit of measure</span></li><li><span>exponent</span></li><li><span>multiplier</span></li></ol></li>
> <li><span>price multiplier qualifier</span></li>
> <li><span>multiplier</span></li>
> <li><span>amount</span></li>
> <li><span>price basis</span></li>
> <li><span>condition value</span></li>
> <li><span>price multiple</span></li>
> </ol></section>
> <section id="u34"><h3>REF prescription or compound link</h3><p>005010X223A2</p><ol>
> <li><span>reference qualifier</span></li>
> <li><span>prescription or compound link number</span></li>
> <li><span>reference description</span></li>
> <li><span>further references</span></li>
> </ol></section>
> </section>
> </main>
> <footer>claimtree 0.1.0</footer>
> <p id="hint" aria-hidden="true" hidden></p>
> <script>(function(){'use strict';
> var d=document,all=function(q,r){return Array.from((r||d).querySelectorAll(q))},
> id=function(n){return d.getElementById(n)},
> make=function(tag,text,name){var e=d.createElement(tag);if(text)e.textContent=text;
> if(name)e.className=name;return e};
> /* what stands at the end without a script comes to its place */
> all('.summary').forEach(function(s){
> var h=s.parentNode.querySelector('h2');h.parentNode.insertBefore(s,h.nextSibling)});
> all('.to').forEach(function(p){p.remove()});
> all('li.a[data-for]').forEach(function(l){
> var t=id(l.dataset.for),u=l.querySelector('ul'),n=+l.dataset.n;if(!t||!u)return;
> if(t.matches('.z'))t=rows(t).find(function(r){return r.value===n});
> if(!t)return;
> var f=t.querySelector('ul.f');if(f)f.append.apply(f,Array.from(u.children));else t.append(u);
> t.classList.add('has');l.remove();
> for(t=t.parentNode.closest('li.l');t;t=t.parentNode.closest('li.l'))t.classList.remove('q')});
> /* a run of text becomes rows, a row elements, where somebody looks */
> function rows(z){
> var uses=z.dataset.u.split(' '),top=d.createDocumentFragment(),open=[top],out=[];
> z.firstChild.textContent.split('\n').forEach(function(t){
> if(!t)return;
> var text=t.trimStart(),li,m;
> open.length=t.length-text.length+1;
> if(text.startsWith('Loop ')){
> m=/^Loop ([^ ]*) ?(.*)$/.exec(text);li=make('li','','l q');
> li.append(make('b',m[1]),' '+m[2],make('ol'));
> open[open.length-1].append(li);open.push(li.lastChild);return}
> m=/^(?:([0-9]+) )?([A-Z0-9]{2,3})(.*)$/.exec(text);li=make('li','','s');
> var use=uses.shift(),a=make(use==='0'?'b':'a',m[2]);
> if(m[1])li.value=+m[1];
> if(use!=='0')a.href='#u'+use;
> li.append(a,make('code',m[3]));open[open.length-1].append(li);out.push(li)});
> if(z.id&&out[0])out[0].id=z.id;
> z.replaceWith(top);out.forEach(watch);return out}
> var seen=window.IntersectionObserver&&new IntersectionObserver(function(list){
> list.forEach(function(x){if(!x.isIntersecting)return;
> seen.unobserve(x.target);if(x.target.matches('.z'))rows(x.target);else cut(x.target)})},
> {rootMargin:'400px'});
> function watch(l){if(seen)seen.observe(l)}
> var hint=id('hint');
> function nameOf(list,n){var l=list&&list.children[n-1];return l?l.firstChild.textContent:''}
> function cut(li){
> var a=li.querySelector(':scope>a'),code=li.querySelector(':scope>code');
> if(li.dataset.cut||!a||!code)return;
> li.dataset.cut='1';code.className='k';
> var box=li.closest('[data-d]'),D=Array.from(box?box.dataset.d:'*:^'),
> use=id(a.hash.slice(1)),list=use&&use.querySelector('ol'),tag=a.textContent,
> plain=tag==='ISA',text=code.textContent,marks=[],at=0,out=[],e=0,c=1,r=1,v='',from=0;
> code.childNodes.forEach(function(n){
> if(n.nodeName==='MARK')marks.push([at,at+n.textContent.length]);at+=n.textContent.length});
> function flush(end){
> if(!v){return}
> var item=list&&list.children[e-1],sub=item&&item.querySelector('ol'),
> more=c>1||r>1||D[1]===text[end]||(sub!==null&&sub!==undefined),
> ref=tag+(e<10?'0':'')+e+(r>1?'('+r+')':'')+(more&&!plain?'-'+c:''),
> name=(sub&&!plain?nameOf(sub,c):nameOf(list,e))||nameOf(list,e),s=make('span',v);
> s.tabIndex=-1;s.setAttribute('role','group');
> s.setAttribute('aria-label',ref+(name?' '+name:'')+': '+v);
> if(marks.some(function(m){return m[0]<end&&m[1]>from}))s.className='m';
> out.push(s);v=''}
> for(var i=0;i<=text.length;i++){var ch=text[i];
> if(i===text.length||ch===D[0]||!plain&&(ch===D[1]||ch===D[2])){
> flush(i);if(i<text.length)out.push(ch);
> if(ch===D[0]){e++;c=1;r=1}else if(ch===D[1])c++;else{r++;c=1}
> from=i+1}else v+=ch}
> code.replaceChildren.apply(code,out)}
> function tell(t){
> var s=t&&t.closest&&t.closest('code>span');
> hint.hidden=!s;if(!s)return;
> hint.textContent=s.getAttribute('aria-label');
> var r=s.getClientRects()[0],h=hint.offsetHeight;
> hint.style.left=Math.max(4,Math.min(r.left,innerWidth-hint.offsetWidth-8))+'px';
> hint.style.top=(r.bottom+h+8<innerHeight?r.bottom+6:r.top-h-6)+'px'}
> function look(ev){var li=ev.target.closest&&ev.target.closest('li.s');if(li)cut(li);tell(ev.target)}
> ['mouseover','mousemove','focusin'].forEach(function(n){d.addEventListener(n,look)});
> d.addEventListener('scroll',function(){tell(d.activeElement)},true);
> d.addEventListener('keydown',function(ev){
> var t=ev.target,k=ev.key;if(ev.ctrlKey||ev.metaKey||ev.altKey)return;
> if(k==='Escape'){hint.hidden=true;return}
> if(t.matches('input,button')||!t.closest('main'))return;
> if(k==='n'||k==='p'){step(k==='n'?1:-1);return}
> var li=t.closest('li.s'),to;if(!li||!/^Arrow|^Home$|^End$/.test(k))return;
> cut(li);var l=all(':scope>a,:scope>code>span',li),i=l.indexOf(t);if(i<0)return;
> if(k==='ArrowUp'||k==='ArrowDown'){
> var near=all('li.s',li.closest('section')).filter(function(x){return x.checkVisibility()});
> to=near[near.indexOf(li)+(k==='ArrowDown'?1:-1)];if(to)to=to.querySelector('a')}
> else to=k==='Home'?l[0]:k==='End'?l[l.length-1]:l[i+(k==='ArrowRight'?1:-1)];
> ev.preventDefault();if(to)to.focus()});
> /* filter and steps */
> var claims=all('li.c'),find=id('find'),only=id('only'),said=id('said'),
> branch='li.l,section',branches=new Set(all('section.file,section.i,section.g,section.t'));
> function up(l,set){
> for(var p=l.parentNode.closest(branch);p&&!set.has(p);p=p.parentNode.closest(branch))set.add(p)}
> claims.forEach(function(l){var p=l.parentNode.closest(branch);
> for(;p&&p.matches('li.l')&&!branches.has(p);p=p.parentNode.closest(branch))branches.add(p)});
> var found=all('ul.f>li:not(.b)');
> function count(n,all,what){return (n===all?'':n+' of ')+all+' '+what+(all===1?'':'s')}
> function filter(){
> var q=find.value.trim().toLowerCase(),n=0,keep=new Set(),last;
> claims.forEach(function(l){
> l.hidden=q!==''&&l.dataset.claim.toLowerCase().indexOf(q)<0;
> if(l.hidden)return;
> if(q!=='')up(l,keep);
> if(!only.checked||l.classList.contains('has')){n++;last=l}});
> branches.forEach(function(b){b.hidden=q!==''&&!keep.has(b)});
> var f=q===''?found.length:found.filter(function(x){return !x.closest('[hidden]')}).length;
> said.textContent=count(n,claims.length,'claim')+', '+count(f,found.length,'finding');
> if(q!==''&&n===1)last.firstChild.open=true}
> find.addEventListener('input',filter);only.addEventListener('change',filter);
> function doors(open){claims.forEach(function(l){if(!l.hidden)l.firstChild.open=open})}
> id('open').addEventListener('click',function(){doors(true)});
> id('shut').addEventListener('click',function(){doors(false)});
> var now=null;
> function step(by){
> var l=found.filter(function(f){return !f.closest('[hidden]')}),i=l.indexOf(now);
> if(!l.length){said.textContent='no findings';return}
> i=i<0?(by>0?0:l.length-1):(i+by+l.length)%l.length;
> now=l[i];var x=now.closest('details');if(x)x.open=true;
> now.tabIndex=-1;now.focus({preventScroll:true});now.scrollIntoView({block:'center'});
> said.textContent='finding '+(i+1)+' of '+l.length}
> id('next').addEventListener('click',function(){step(1)});
> id('back').addEventListener('click',function(){step(-1)});
> function hash(){
> var m=/^#claim=(.*)$/.exec(location.hash);
> if(m){try{find.value=decodeURIComponent(m[1])}catch(x){find.value=m[1]}filter();return}
> var t=location.hash.length>1&&id(location.hash.slice(1));if(!t)return;
> if(t.matches('.z'))t=rows(t)[0];
> var x=t.querySelector(':scope>details')||t.closest('details');if(x)x.open=true;
> t.scrollIntoView()}
> addEventListener('hashchange',hash);
> all('li.s,li.z').forEach(watch);
> id('tools').hidden=false;filter();hash()})();
> </script>
> </body>
> </html>

# more segments than are written in full
$ $B/bench-gen --kind=837i --bytes=400K | claimtree html | grep -A 6 -m 1 'class="z"'
> <li class="z" data-u="29 30 32 29 30 32 29 30 32 29 30 32 29 30 32"><pre>Loop 2400 service line
>  4999 LX*5
>  5000 SV2*0258**3327.96*UN*12
>  5001 REF*6R*OST0000000148L5
> Loop 2400 service line
>  5002 LX*6
>  5003 SV2*0258**2416.64*UN*8

# what is not X12 has a page that says so
$ echo hello | claimtree html | grep -A 3 '"summary"'
> <section class="summary" id="f1sum" aria-labelledby="f1h f1"><h3 id="f1h">Summary</h3>
> <p><strong class="e">rejected</strong> 1 error, 0 warnings, 0 notes in 0 interchanges, 0 groups, 0 sets, 0 claims, 0 segments</p>
> <div class="wide" role="region" aria-labelledby="f1k f1" tabindex="0"><table><caption id="f1k">Findings by kind</caption><thead><tr><th scope="col">Finding</th><th scope="col">Severity</th><th scope="col">Number</th><th scope="col">First</th><th scope="col">What it means</th><th scope="col">How to mend it</th></tr></thead><tbody>
> <tr><th scope="row"><code>not-x12</code></th><td class="e"><b>error</b></td><td>1</td><td><a href="#n1">first</a></td><td>No ISA segment was found, so this is no X12 interchange at all.</td><td>See what the file is. Decrypt it or unpack it first; gzip and zstd are read as they are, zip is not.</td></tr>
! claimtree: html: standard input: at byte 0: no ISA segment was found: this is not X12

# a file that is not there
$ claimtree html -o $T/page $T/none testdata/demo/admission.837; echo $?; grep -c '<h2' $T/page
> 2
> 2
! claimtree: html: $T/none: No such file or directory

# a page is for its owner only
$ claimtree html -o $T/page testdata/demo/admission.837; ls -l $T/page | cut -c 1-10
> -rw-------
