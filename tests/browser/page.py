"""The page for people as a person meets it, in a headless Chromium: page.py DEMO HOSTILE MANY SENT

DEMO: the page of testdata/demo/admission.837; HOSTILE: one of values that would like to be more
than text; MANY: one of more segments than are written out in full, SENT: its segments, a line
each.  Prints what failed and a last line "N passed, N failed".
"""

import base64
import html
import re
import sys

import chromium

passed = failed = 0

VISIBLE = "Array.from(document.querySelectorAll('%s')).filter(x=>x.checkVisibility())"


def expect(what, good, seen=None):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print("failed: " + what + ("" if seen is None else ": " + repr(seen)[:600]))


def equal(what, seen, wanted):
    expect(what, seen == wanted, (seen, wanted))


def shown(b, selector):
    return b.value((VISIBLE % selector) + ".length")


def said(b):
    return b.value("document.getElementById('said').textContent")


def hint(b):
    return b.value("(h=>h.hidden?'':h.textContent)(document.getElementById('hint'))")


def opens(b, path):
    b.open("file://" + path)
    b.settle()
    equal("the console or the policy complains", b.complaints(), [])
    equal("more is asked for than the page", b.requests(), ["file://" + path.split("#")[0]])


CLAIM = "document.querySelector('#c2 li.s>code')"
TAG = "document.querySelector('#c2 li.s>a')"


def names(b):
    b.hover(CLAIM)
    b.hover("document.querySelectorAll('#c2 li.s>code>span')[1]")
    equal("the element under the pointer", hint(b), "CLM02 total claim charge: 10180")
    b.hover("document.querySelectorAll('#c2 li.s>code>span')[3]")
    expect("a component under the pointer", hint(b).startswith("CLM05-2 "), hint(b))
    expect("the name is off the screen", b.value(
        "(r=>r.top>=0&&r.left>=0&&r.right<=innerWidth&&r.bottom<=innerHeight)"
        "(document.getElementById('hint').getBoundingClientRect())"))
    b.press("Escape")
    equal("Escape leaves the name", hint(b), "")
    b.hover("document.querySelector('h1')")

    b.value(TAG + ".focus()")
    b.press("ArrowRight")
    expect("the first element by keyboard", hint(b).endswith(": OSTRI-7732"), hint(b))
    b.press("ArrowRight")
    equal("the second element by keyboard", hint(b), "CLM02 total claim charge: 10180")
    b.press("ArrowLeft")
    expect("back by keyboard", hint(b).startswith("CLM01 "), hint(b))
    b.press("End")
    expect("the last element by keyboard", hint(b).startswith("CLM09 "), hint(b))
    b.press("Home")
    equal("back at the tag", b.value("document.activeElement.textContent"), "CLM")
    b.press("ArrowDown")
    equal("the next segment", b.value("document.activeElement.textContent"), "DTP")
    b.press("ArrowUp")
    equal("the segment before", b.value("document.activeElement===" + TAG), True)
    b.press("Tab")
    equal("Tab goes on by segments", b.value("document.activeElement.textContent"), "DTP")


def skips(b):
    b.value("document.activeElement.blur(),scrollTo(0,0)")
    b.press("Tab")
    b.settle()
    equal("the first stop of Tab", b.value("document.activeElement.className"), "skip")
    expect("it is not seen when focused", b.value(
        "document.activeElement.getBoundingClientRect().left>=0"))
    b.press("Enter")
    equal("it does not lead to the files", b.value("document.activeElement.id"), "main")


def only_findings(b):
    everything = shown(b, "li.s")
    b.click("document.getElementById('only').parentNode")
    with_findings = b.value("document.querySelectorAll('li.s.has').length")
    equal("segments that are left", shown(b, "li.s"), with_findings)
    expect("there were as few before", 0 < with_findings < everything)
    equal("all findings are still seen", shown(b, "ul.f>li"),
          b.value("document.querySelectorAll('ul.f>li').length"))
    equal("how many are shown", said(b), "1 of 2 claims, 3 findings")
    b.value("document.getElementById('only').focus()")
    b.press("Space")
    equal("by keyboard everything is back", shown(b, "li.s"), everything)
    equal("how many there are", said(b), "2 claims, 3 findings")


def one_claim(b):
    b.click("document.getElementById('find')")
    b.type("ostri-7731")
    equal("claims that are left", b.value(
        (VISIBLE % "li.c") + ".map(x=>x.dataset.claim)"), ["OSTRI-7731"])
    equal("the one claim is open", b.value("document.querySelector('#c1>details').open"), True)
    equal("the subscriber of another is still there", b.value(
        (VISIBLE % "li.s") + ".some(x=>x.textContent.includes('DUNMORROW'))"), False)
    equal("its own subscriber is gone", b.value(
        (VISIBLE % "li.s") + ".some(x=>x.textContent.includes('TANVOSK'))"), True)
    equal("how many claims", said(b), "1 of 2 claims, 1 of 3 findings")
    b.type("0")
    equal("no claim", said(b), "0 of 2 claims, 0 of 3 findings")
    for _ in range(11):
        b.value("document.getElementById('find').select()")
    b.value("(f=>{f.value='';f.dispatchEvent(new Event('input'))})(document.getElementById('find'))")
    equal("all are back", said(b), "2 claims, 3 findings")


def doors(b):
    box = "document.querySelector('#c1>details')"
    b.value(box + ".open=false")
    b.click("document.querySelector('#c1 summary')")
    equal("a click opens", b.value(box + ".open"), True)
    b.click("document.querySelector('#c1 summary')")
    equal("a click closes", b.value(box + ".open"), False)
    b.value("document.querySelector('#c1 summary').focus()")
    for key, state in (("Enter", True), ("Space", False)):
        b.press(key)
        equal(key + " opens and closes", b.value(box + ".open"), state)
    b.click("document.getElementById('open')")
    equal("Open all", b.value("document.querySelectorAll('details:not([open])').length"), 0)
    b.click("document.getElementById('shut')")
    equal("Close all", b.value("document.querySelectorAll('details[open]').length"), 0)


def steps(b):
    where = "document.activeElement.id"
    b.click("document.getElementById('next')")
    equal("the first finding", b.value(where), "n1")
    equal("what is said of it", said(b), "finding 1 of 3")
    b.press("n")
    inside = b.value("document.activeElement.closest('details').open")
    equal("the second finding opens its claim", inside, True)
    b.press("p")
    b.press("p")
    equal("before the first comes the last", said(b), "finding 3 of 3")
    expect("it is seen", b.value(
        "(r=>r.top>=0&&r.bottom<=innerHeight)(document.activeElement.getBoundingClientRect())"))
    b.click("document.querySelector('.summary a')")
    expect("the table leads to a finding", b.value("location.hash.startsWith('#n')"))


# Every text that is seen, against the nearest ground below it: [ratio, text] of the worst.
CONTRAST = """(()=>{
const c=document.createElement('canvas').getContext('2d',{willReadFrequently:true});
const rgba=s=>{c.clearRect(0,0,1,1);c.fillStyle=s;c.fillRect(0,0,1,1);
return Array.from(c.getImageData(0,0,1,1).data)};
const light=p=>p.slice(0,3).map(v=>v/255).map(v=>v<=.04045?v/12.92:((v+.055)/1.055)**2.4)
.reduce((s,v,i)=>s+v*[.2126,.7152,.0722][i],0);
const ground=e=>{for(;e;e=e.parentElement){const g=rgba(getComputedStyle(e).backgroundColor);
if(g[3]===255)return g}return [255,255,255,255]};
let worst=[99,''],w=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT);
for(let n;n=w.nextNode();){const e=n.parentElement;
if(!n.data.trim()||!e.checkVisibility()||e.matches('script,style'))continue;
const a=light(rgba(getComputedStyle(e).color)),g=light(ground(e));
const r=(Math.max(a,g)+.05)/(Math.min(a,g)+.05);
if(r<worst[0])worst=[r,n.data.slice(0,40),e.outerHTML.slice(0,80)]}
return worst})()"""


def colours(b, path):
    grounds = []
    for scheme in ("light", "dark"):
        b.media(prefers_color_scheme=scheme)
        opens(b, path)
        b.click("document.getElementById('open')")
        b.hover(CLAIM)
        b.hover("document.querySelectorAll('#c2 li.s>code>span')[0]")
        expect("no name is seen", hint(b) != "")
        worst = b.value(CONTRAST)
        expect("contrast is under 4.5 in " + scheme, 4.5 <= worst[0] < 99, worst)
        grounds.append(b.value("getComputedStyle(document.body).backgroundColor"))
        for stop in ("summary", "li.s>a", "button", "#only", "#find", ".wide"):
            b.value("document.querySelector('%s').focus()" % stop)
            b.press("Shift")
            ring = b.value("(s=>s.outlineStyle!=='none'&&parseFloat(s.outlineWidth)>=2)"
                           "(getComputedStyle(document.activeElement))")
            expect("focus is not seen on " + stop + " in " + scheme, ring)
    expect("dark is not dark", grounds[0] != grounds[1], grounds)
    b.media()


def on_paper(b):
    b.value("document.querySelectorAll('details').forEach(d=>d.open=false)")
    b.media("print")
    b.settle()
    equal("segments on paper", shown(b, "li.s"),
          b.value("document.querySelectorAll('li.s').length"))
    equal("controls on paper", shown(b, "#bar *"), 0)
    pdf = base64.b64decode(b.ask("Page.printToPDF")["data"])
    expect("no document is printed", pdf.startswith(b"%PDF-") and len(pdf) > 10000, len(pdf))
    b.media()


def heard(b):
    """What a screen reader has: the tree of roles and names."""
    b.ask("Accessibility.enable")
    nodes = [n for n in b.ask("Accessibility.getFullAXTree")["nodes"] if not n.get("ignored")]
    b.ask("Accessibility.disable")
    role = lambda n: n.get("role", {}).get("value", "")
    name = lambda n: n.get("name", {}).get("value", "")
    prop = lambda n, p: next((x["value"].get("value") for x in n.get("properties", [])
                              if x["name"] == p), None)
    pairs = {(role(n), name(n)) for n in nodes}
    for pair in (("search", "Filter"), ("checkbox", "Only findings"), ("searchbox", "Claim"),
                 ("button", "Next finding"), ("button", "Close all"), ("link", "Glossary"),
                 ("table", "Findings by kind"), ("columnheader", "Severity"),
                 ("rowheader", "claim-charge-balance"),
                 ("region", "Glossary: names of elements")):
        expect("no %s named %s is heard" % pair, pair in pairs)
    for landmark in ("banner", "main", "contentinfo"):
        equal("landmarks " + landmark, sum(role(n) == landmark for n in nodes), 1)
    levels = [prop(n, "level") for n in nodes if role(n) == "heading"]
    equal("the top heading", levels.count(1), 1)
    expect("headings leave a level out", all(b <= a + 1 for a, b in zip(levels, levels[1:])),
           levels)
    headings = [name(n) for n in nodes if role(n) == "heading"]
    for text in ("Interchange 000000041", "Group 41", "Claim OSTRI-7732"):
        expect("no heading " + text, text in headings, headings)
    expect("the findings are no list", any(role(n) == "list" for n in nodes))
    nameless = [role(n) for n in nodes if prop(n, "focusable") and not name(n)
                and role(n) not in ("RootWebArea", "main", "listitem")]
    equal("what has the focus and no name", nameless, [])


def small_screen(b):
    b.screen(360, 640)
    b.settle()
    expect("the page is wider than a small screen", b.value(
        "document.documentElement.scrollWidth<=innerWidth"))
    b.screen(1200, 900)


def demo(b, path):
    b.screen(1200, 900)
    opens(b, path)
    skips(b)
    names(b)
    only_findings(b)
    one_claim(b)
    doors(b)
    steps(b)
    opens(b, path + "#claim=7732")
    equal("a link to a claim", said(b), "1 of 2 claims, 3 findings")
    colours(b, path)
    heard(b)
    small_screen(b)
    on_paper(b)


def without_script(b, path):
    b.run_scripts(False)
    b.open("file://" + path)
    equal("tools that need a script", shown(b, "#tools"), 0)
    equal("the summary", shown(b, ".summary table"), 1)
    b.click("document.querySelector('#c1 summary')")
    equal("segments", shown(b, "li.s"), 57)
    b.click(TAG)
    hit = b.value("document.querySelector(':target').textContent")
    expect("the tag leads to no names", "total claim charge" in hit, hit)
    b.click("document.getElementById('only')")
    equal("only findings", shown(b, "li.s"), b.value("document.querySelectorAll('li.s.has').length"))
    b.run_scripts(True)


def hostile(b, path):
    opens(b, path)
    equal("a script of the data ran", b.value("typeof pwned"), "undefined")
    equal("elements of the data", b.value("document.querySelectorAll('main img,main b b').length"), 0)
    text = b.value("document.querySelector('main').textContent")
    for what in ("<script>pwned=1</script>", "\"'><img src=x onerror=pwned=1>", "&amp;", "\u2407",
                 "\ufffd", "L" * 5000):
        expect("not told as it was sent: " + what[:40], what in text)
    expect("a long value makes the page wide", b.value(
        "document.documentElement.scrollWidth<=innerWidth"))
    b.hover("document.querySelector('#c1 li.s>code')")
    b.hover("document.querySelector('#c1 li.s>code>span')")
    expect("the name of a hostile value", hint(b).endswith("<script>pwned=1</script>"), hint(b))
    equal("it complains later", b.complaints(), [])


def segments_of(text):
    """The segments in a page's text: of rows and of runs, in order."""
    out = []
    row = re.compile(r'<li class="s[^>]*><[ab][^>]*>([^<]*)</[ab]><code>(.*?)</code>'
                     r'|<li class="z[^>]*><pre>(.*?)</pre>', re.S)
    for tag, value, run in row.findall(text):
        if tag:
            out.append(html.unescape(tag + re.sub("</?mark>", "", value)))
        for line in html.unescape(run).splitlines():
            if not line.lstrip().startswith("Loop "):
                out.append(re.sub(r"^ *([0-9]+ )?", "", line))
    return out


def many(b, path, sent):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(sent, encoding="utf-8") as f:
        equal("the segments of a long page", segments_of(text), f.read().splitlines())
    expect("nothing is written as a run", '<li class="z"' in text)
    opens(b, path)
    size = b.value("document.querySelectorAll('*').length")
    expect("too many nodes for its segments", size < 3 * 5000 + len(segments_of(text)), size)
    late = "document.querySelector('#sentinel')||Array.from(document.querySelectorAll('li.c')).pop()"
    b.click("(%s).querySelector('summary')" % late)
    row = "(%s).querySelector('li.s>code')" % late
    b.hover(row)
    b.hover("(%s).querySelectorAll('li.s>code>span')[1]" % late)
    expect("an element of a run", hint(b).startswith("CLM02 total claim charge: "), hint(b))
    equal("numbers of a run", b.value(
        "(l=>l.every((x,i)=>i===0||x.value===l[i-1].value+1))"
        "(Array.from((%s).querySelectorAll('li.s')))" % late), True)
    equal("claims", said(b), "%d claims, %d findings" % (
        text.count("data-claim="), len(re.findall(r'<li class="[ewn]" id="n', text))))
    b.ask("Accessibility.enable")
    heard_claims = [n for n in b.ask("Accessibility.getFullAXTree")["nodes"]
                    if n.get("name", {}).get("value", "").startswith("Claim ")]
    b.ask("Accessibility.disable")
    expect("no claim of a long page is heard", heard_claims)
    equal("what was told late stays away from its segment",
          b.value("document.querySelectorAll('li.a[data-for]').length"), 0)
    b.value("document.getElementById('only').click()")
    b.settle()
    equal("segments without findings", shown(b, "li.s:not(.has)"), 0)
    equal("findings", shown(b, "ul.f>li") > 0, True)
    equal("it complains later", b.complaints(), [])


def main():
    path = chromium.find()
    pages = sys.argv[1:4]
    b = chromium.Browser(path)
    try:
        demo(b, pages[0])
        without_script(b, pages[0])
        hostile(b, pages[1])
        many(b, pages[2], sys.argv[4])
    except chromium.Trouble as trouble:
        expect("the browser: %s" % trouble, False)
    finally:
        b.close()
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
