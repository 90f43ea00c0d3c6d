# The loop tree as XML, and X12 from it.

# a document, a line a segment
$ printf 'ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*^*00501*000000001*0*T*:~\nTA1*000000007*260101*1200*A*000~\nIEA*0*000000001~\n' | claimtree xml
> <?xml version="1.0" encoding="UTF-8"?>
> <claimtree xmlns="urn:claimtree:x12:1">
> <interchange element-separator="*" repetition-separator="^" component-separator=":" terminator="~" lead="&#10;">
> <segment id="ISA"><element>00</element><element>          </element><element>00</element><element>          </element><element>ZZ</element><element>A              </element><element>ZZ</element><element>B              </element><element>260101</element><element>1200</element><element>^</element><element>00501</element><element>000000001</element><element>0</element><element>T</element><element>:</element></segment>
> <segment id="TA1"><element>000000007</element><element>260101</element><element>1200</element><element>A</element><element>000</element></segment>
> <segment id="IEA"><element>0</element><element>000000001</element></segment>
> </interchange>
> <text>
> </text>
> </claimtree>

# --indent gives each element a line
$ printf 'ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*^*00501*000000001*0*T*:~ZZ*1:2^3*&~IEA*0*000000001~' | claimtree xml --indent
> <?xml version="1.0" encoding="UTF-8"?>
> <claimtree xmlns="urn:claimtree:x12:1">
>   <interchange element-separator="*" repetition-separator="^" component-separator=":" terminator="~">
>     <segment id="ISA">
>       <element>00</element>
>       <element>          </element>
>       <element>00</element>
>       <element>          </element>
>       <element>ZZ</element>
>       <element>A              </element>
>       <element>ZZ</element>
>       <element>B              </element>
>       <element>260101</element>
>       <element>1200</element>
>       <element>^</element>
>       <element>00501</element>
>       <element>000000001</element>
>       <element>0</element>
>       <element>T</element>
>       <element>:</element>
>     </segment>
>     <segment id="ZZ">
>       <element>
>         <repetition>
>           <component>1</component>
>           <component>2</component>
>         </repetition>
>         <repetition>3</repetition>
>       </element>
>       <element>&amp;</element>
>     </segment>
>     <segment id="IEA">
>       <element>0</element>
>       <element>000000001</element>
>     </segment>
>   </interchange>
> </claimtree>

# what XML cannot hold is in hex: delimiters, values
$ printf 'ISA\03500\035          \03500\035          \035ZZ\035A              \035ZZ\035B              \035260101\0351200\035U\03500501\035000000001\0350\035T\035:\036ZZ\035a\001\035\377\036IEA\0350\035000000001\036' | claimtree xml | sed '/ISA/d'
> <?xml version="1.0" encoding="UTF-8"?>
> <claimtree xmlns="urn:claimtree:x12:1">
> <interchange element-separator="1D" component-separator=":" terminator="1E">
> <segment id="ZZ"><element hex="6101"/><element hex="FF"/></segment>
> <segment id="IEA"><element>0</element><element>000000001</element></segment>
> </interchange>
> </claimtree>

# text around, lines inside, no last terminator
$ printf '\357\273\277ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*^*00501*000000001*0*T*:~ZZ*12\n34~\r\n IEA*0*000000001' | tee $T/in | claimtree xml | tee $T/xml | sed '/ISA/d'; claimtree x12 < $T/xml | cmp - $T/in
> <?xml version="1.0" encoding="UTF-8"?>
> <claimtree xmlns="urn:claimtree:x12:1">
> <text>﻿</text>
> <interchange element-separator="*" repetition-separator="^" component-separator=":" terminator="~">
> <segment id="ZZ" wrap="5:0A"><element>1234</element></segment>
> <segment id="IEA" lead="&#13;&#10; " terminator=""><element>0</element><element>000000001</element></segment>
> </interchange>
> </claimtree>

# the same bytes come back, several files in one document, compressed ones inflated
$ claimtree xml testdata/demo/admission.837 testdata/envelope/pass/gzip.837.gz | claimtree x12 > $T/out; { cat testdata/demo/admission.837; gzip -dc testdata/envelope/pass/gzip.837.gz; } | cmp - $T/out

# a file that is not X12 is in the document as text
$ echo hello | claimtree xml
> <?xml version="1.0" encoding="UTF-8"?>
> <claimtree xmlns="urn:claimtree:x12:1">
> <text>hello
> </text>
> </claimtree>
! claimtree: xml: standard input: at byte 0: no ISA segment was found: this is not X12
? 1

# a file that is cut short comes as far as it goes
$ head -c 400 testdata/demo/admission.837 > $T/cut; claimtree xml $T/cut > $T/xml; echo $?; claimtree x12 $T/xml | cmp - $T/cut
> 1
! claimtree: xml: $T/cut: at byte 400: the file ends inside a transaction set: it is cut short

# an envelope that does not add up is no matter of a transform
$ claimtree xml testdata/envelope/fail/segment-count.837 | claimtree x12 | cmp - testdata/envelope/fail/segment-count.837

# --recount mends the counts of edited XML
$ claimtree xml testdata/demo/admission.837 | sed '/id="REF"/d' | claimtree x12 --recount | grep -E '^(SE|GE|IEA)'
> SE*52*0001~
> GE*1*41~
> IEA*1*000000041~

# without it they stay
$ claimtree xml testdata/demo/admission.837 | sed '/id="REF"/d' | claimtree x12 | grep -E '^(SE|GE|IEA)'
> SE*53*0001~
> GE*1*41~
> IEA*1*000000041~

# XML of others is refused
$ printf '<?xml version="1.0"?>\n<claims/>\n' | claimtree x12
! claimtree: x12: standard input:2:8: this is not XML of claimtree: its root is not <claimtree> of urn:claimtree:x12:1
? 1

# document types are refused, whatever they say
$ printf '<!DOCTYPE claimtree SYSTEM "file:///etc/passwd">\n<claimtree xmlns="urn:claimtree:x12:1"/>' | claimtree x12
! claimtree: x12: standard input:1:48: a document type is not accepted
? 1

# a value must not hold a delimiter
$ claimtree xml testdata/demo/admission.837 | sed 's/OSTRI-7731/OSTRI*7731/' | claimtree x12 -o $T/out; ls $T
! claimtree: x12: standard input:38:38: the value holds a delimiter

# a torn document leaves no file
$ claimtree xml testdata/demo/admission.837 | head -c 2000 > $T/xml; claimtree x12 -o $T/out $T/xml; ls $T
> xml
! claimtree: x12: $T/xml:20:54: the XML is cut short

# an output is private
$ claimtree xml -o $T/out.xml testdata/demo/admission.837 && ls -l $T/out.xml | cut -c 1-10
> -rw-------
