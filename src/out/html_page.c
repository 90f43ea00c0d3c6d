/*
 * html_page.c -- what is the same in every page: head, style, script; and the glossary of names.
 *
 * The page asks the network for nothing and runs no other script than this one: its policy names
 * both texts by their SHA-256, which tests/html.sh compares.  Without the script the page is read
 * as well; the script brings names to elements under the pointer, filters and steps.
 */
#include "out/html.h"

#include "base/mem.h"

#define STYLE_HASH  "sha256-6xRULjqNOUZ9H9IbwfMrl6p+iG0Ou+5Sq8ZLp+W8NgU="
#define SCRIPT_HASH "sha256-q80CEm+eMnsb/CVqDmAS9quKM4RPKfCKcgRe87mMoqk="

/* clang-format off: the lines are those of the page */
static const char *const style[] = {
    ":root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--mute:#57606a;--line:#d0d7de;--soft:#f6f8fa;\n",
    "--link:#0550ae;--e:#b3161b;--w:#8a4b00;--n:#0a5c6b;--k:#116329;--mark:#ffe08a;--markfg:#1b1f24}\n",
    "@media(prefers-color-scheme:dark){:root{--bg:#0f1318;--fg:#e3e8ee;--mute:#9aa5b1;--line:#39424d;\n",
    "--soft:#181e26;--link:#79b8ff;--e:#ff8b85;--w:#f0b45c;--n:#6fd3e3;--k:#6fdc8c;--mark:#6b5200;\n",
    "--markfg:#fff}}\n",
    "*{box-sizing:border-box}\n",
    "body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif}\n",
    "header,main,footer{max-width:76rem;margin:0 auto;padding:.6rem 1.2rem}\n",
    "h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1rem 0 .4rem}\n",
    "h1{font-size:1.15rem;margin:.4rem 0}h2{font-size:1.4rem;overflow-wrap:anywhere}\n",
    "h3{font-size:1.1rem}h4,h5,h6{font-size:1rem}h4,h5{color:var(--mute)}\n",
    "code,.s,.x{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px}\n",
    "a{color:var(--link)}\n",
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;background:var(--bg);padding:.3rem}\n",
    ":focus-visible{outline:2px solid var(--link);outline-offset:1px}\n",
    "#bar{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;\n",
    "max-width:76rem;margin:0 auto;padding:.5rem 1.2rem;background:var(--bg);\n",
    "border-bottom:1px solid var(--line)}\n",
    "#tools{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}#tools[hidden]{display:none}\n",
    "input[type=search],button{font:inherit;color:inherit;background:var(--soft);\n",
    "border:1px solid var(--line);border-radius:5px;padding:.15rem .55rem}\n",
    "#bar output{color:var(--mute)}\n",
    "section.i,section.g,section.t{border-left:3px solid var(--line);padding-left:.8rem}\n",
    "ol{margin:0;padding-left:1.4rem}ol.r{padding-left:3rem}\n",
    "details>ol{padding-left:3rem}\n",
    "li.s{overflow-wrap:anywhere;scroll-margin:4rem}\n",
    "li.s::marker{color:var(--mute)}\n",
    "li.l,li.c,li.a,li.x,section.i>ol>li,section.g>ol>li{list-style:none}\n",
    "li.l{margin:.25rem 0;border-left:1px dotted var(--line);padding-left:.5rem}\n",
    "li.l>ol{padding-left:2.6rem}\n",
    "li.s>a,li.s>b{font-weight:700;text-decoration:none}li.s>a:hover{text-decoration:underline}\n",
    "li.x>i{color:var(--mute)}\n",
    "code{white-space:pre-wrap}\n",
    "li.c{content-visibility:auto;contain-intrinsic-size:auto 2.4rem;margin:.35rem 0;scroll-margin:4rem;\n",
    "border:1px solid var(--line);border-radius:6px;background:var(--bg)}\n",
    "li.c.has{border-left:4px solid var(--w)}\n",
    "summary{cursor:pointer;padding:.35rem .6rem;background:var(--soft);border-radius:6px}\n",
    "summary h6{display:inline;margin:0;font-size:1rem;overflow-wrap:anywhere}\n",
    "summary span{color:var(--mute)}\n",
    "details[open]>ol{padding-top:.3rem;padding-bottom:.5rem;padding-right:.6rem}\n",
    "ul.f{list-style:none;margin:.15rem 0 .4rem;padding:0;font:14px/1.45 system-ui,sans-serif}\n",
    "ul.f>li{border-left:3px solid var(--mute);background:var(--soft);padding:.2rem .6rem;margin:.15rem 0;\n",
    "scroll-margin:4rem}\n",
    "ul.f>li.e{border-color:var(--e)}ul.f>li.w{border-color:var(--w)}ul.f>li.n{border-color:var(--n)}\n",
    "ul.f span{color:var(--mute)}\n",
    "ul.f strong,td{font-variant-numeric:tabular-nums}\n",
    ".e>strong,strong.e,td.e{color:var(--e)}.w>strong,strong.w,td.w{color:var(--w)}\n",
    ".n>strong,td.n{color:var(--n)}strong.k{color:var(--k)}\n",
    "mark{background:var(--mark);color:var(--markfg);text-decoration:underline wavy;\n",
    "text-underline-offset:3px}\n",
    "code>span{border-radius:3px}\n",
    "code>span:hover,code>span:focus{background:var(--soft);outline:1px solid var(--link)}\n",
    "code>span.m{background:var(--mark);color:var(--markfg);text-decoration:underline wavy}\n",
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:14px;margin:.5rem 0}\n",
    "caption{text-align:left;font-weight:700;padding:.2rem 0}\n",
    "th,td{text-align:left;vertical-align:top;border:1px solid var(--line);padding:.25rem .5rem}\n",
    "#names section{content-visibility:auto;contain-intrinsic-size:auto 12rem;scroll-margin:4rem}\n",
    "#names p{color:var(--mute);margin:0}\n",
    "#names ol{padding-left:2.4rem}\n",
    "#hint{position:fixed;left:0;right:0;bottom:0;margin:0;padding:.4rem 1.2rem;z-index:3;\n",
    "background:var(--fg);color:var(--bg)}#hint[hidden]{display:none}\n",
    "[hidden]{display:none!important}\n",
    "body:has(#only:checked) :is(li.s,li.x,li.c):not(.has){display:none}\n",
    "body:has(#only:checked) li.l.q{display:none}\n",
    "@media print{:root{color-scheme:light;--bg:#fff;--fg:#000;--mute:#444;--line:#999;--soft:#fff;\n",
    "--link:#000;--e:#900;--w:#630;--n:#034;--k:#030;--mark:#eee;--markfg:#000}\n",
    "#bar,#hint,.skip,.to,#names{display:none}\n",
    "li.c{content-visibility:visible;border-width:1px 0 0}body{font-size:10pt}\n",
    "li.s,ul.f>li,tr{break-inside:avoid}h2,h3,h4,h5,summary{break-after:avoid}\n",
    "header,main{max-width:none;padding:0}}\n",
    NULL};

static const char *const script[] = {
    "(function(){'use strict';\n",
    "var d=document,all=function(q,r){return Array.from((r||d).querySelectorAll(q))},\n",
    "id=function(n){return d.getElementById(n)};\n",
    "all('.summary').forEach(function(s){\n",
    "var h=s.parentNode.querySelector('h2');h.parentNode.insertBefore(s,h.nextSibling)});\n",
    "all('.to').forEach(function(p){p.remove()});\n",
    "all('li.a[data-for]').forEach(function(l){\n",
    "var t=id(l.dataset.for),u=l.querySelector('ul');if(!t||!u)return;\n",
    "t.append(u);t.classList.add('has');l.remove();\n",
    "for(t=t.parentNode.closest('li.l');t;t=t.parentNode.closest('li.l'))t.classList.remove('q')});\n",
    "/* elements: cut where somebody looks */\n",
    "var hint=id('hint');\n",
    "function nameOf(list,n){var l=list&&list.children[n-1];return l?l.firstChild.textContent:''}\n",
    "function cut(li){\n",
    "var a=li.querySelector(':scope>a'),code=li.querySelector(':scope>code');\n",
    "if(li.dataset.cut||!a||!code)return;\n",
    "li.dataset.cut='1';\n",
    "var box=li.closest('[data-d]'),D=Array.from(box?box.dataset.d:'*:^'),\n",
    "use=id(a.hash.slice(1)),list=use&&use.querySelector('ol'),tag=a.textContent,\n",
    "plain=tag==='ISA',text=code.textContent,marks=[],at=0,out=[],e=0,c=1,r=1,v='',from=0;\n",
    "code.childNodes.forEach(function(n){\n",
    "if(n.nodeName==='MARK')marks.push([at,at+n.textContent.length]);at+=n.textContent.length});\n",
    "function flush(end){\n",
    "if(!v){return}\n",
    "var s=d.createElement('span'),item=list&&list.children[e-1],sub=item&&item.querySelector('ol'),\n",
    "more=c>1||r>1||D[1]===text[end]||(sub!==null&&sub!==undefined),\n",
    "ref=tag+(e<10?'0':'')+e+(r>1?'('+r+')':'')+(more&&!plain?'-'+c:''),\n",
    "name=(sub&&!plain?nameOf(sub,c):nameOf(list,e))||nameOf(list,e);\n",
    "s.textContent=v;s.tabIndex=-1;s.title=ref+' '+name;s.setAttribute('role','group');\n",
    "s.setAttribute('aria-label',ref+' '+name+': '+v);\n",
    "if(marks.some(function(m){return m[0]<end&&m[1]>from}))s.className='m';\n",
    "out.push(s);v=''}\n",
    "for(var i=0;i<=text.length;i++){var ch=text[i];\n",
    "if(i===text.length||ch===D[0]||!plain&&(ch===D[1]||ch===D[2])){\n",
    "flush(i);if(i<text.length)out.push(ch);\n",
    "if(ch===D[0]){e++;c=1;r=1}else if(ch===D[1])c++;else{r++;c=1}\n",
    "from=i+1}else v+=ch}\n",
    "code.replaceChildren.apply(code,out)}\n",
    "function tell(t){\n",
    "var s=t&&t.closest&&t.closest('code>span');\n",
    "hint.hidden=!s;if(s)hint.textContent=s.getAttribute('aria-label')}\n",
    "function look(ev){var li=ev.target.closest&&ev.target.closest('li.s');if(li)cut(li);tell(ev.target)}\n",
    "d.addEventListener('mouseover',look);d.addEventListener('focusin',look);\n",
    "d.addEventListener('keydown',function(ev){\n",
    "var t=ev.target;if(ev.ctrlKey||ev.metaKey||ev.altKey)return;\n",
    "if(ev.key==='Escape'){hint.hidden=true;return}\n",
    "if(t.matches('input,button'))return;\n",
    "if(ev.key==='n'||ev.key==='p'){step(ev.key==='n'?1:-1);return}\n",
    "var li=t.closest('li.s');if(!li||ev.key!=='ArrowRight'&&ev.key!=='ArrowLeft')return;\n",
    "cut(li);var l=all(':scope>a,:scope>code>span',li),i=l.indexOf(t);\n",
    "var to=l[i+(ev.key==='ArrowRight'?1:-1)];if(i>=0&&to){to.focus();ev.preventDefault()}});\n",
    "/* filter and steps */\n",
    "var claims=all('li.c'),find=id('find'),only=id('only'),said=id('said');\n",
    "function filter(){\n",
    "var q=find.value.trim().toLowerCase(),n=0;\n",
    "claims.forEach(function(l){\n",
    "l.hidden=q!==''&&l.dataset.claim.toLowerCase().indexOf(q)<0;\n",
    "if(!l.hidden&&(!only.checked||l.classList.contains('has')))n++});\n",
    "said.textContent=n+' of '+claims.length+' claims';\n",
    "if(q!==''&&n===1)claims.forEach(function(l){if(!l.hidden)l.firstChild.open=true})}\n",
    "find.addEventListener('input',filter);only.addEventListener('change',filter);\n",
    "function doors(open){claims.forEach(function(l){if(!l.hidden)l.firstChild.open=open})}\n",
    "id('open').addEventListener('click',function(){doors(true)});\n",
    "id('shut').addEventListener('click',function(){doors(false)});\n",
    "var now=-1;\n",
    "function step(by){\n",
    "var l=all('ul.f>li').filter(function(f){return !f.closest('[hidden]')});\n",
    "if(!l.length){said.textContent='no findings';return}\n",
    "now=(now+by+l.length+(now<0&&by<0?1:0))%l.length;\n",
    "var f=l[now],x=f.closest('details');if(x)x.open=true;\n",
    "f.tabIndex=-1;f.focus({preventScroll:true});f.scrollIntoView({block:'center'});\n",
    "said.textContent='finding '+(now+1)+' of '+l.length}\n",
    "id('next').addEventListener('click',function(){step(1)});\n",
    "id('back').addEventListener('click',function(){step(-1)});\n",
    "function hash(){\n",
    "var m=/^#claim=(.*)$/.exec(location.hash);\n",
    "if(m){try{find.value=decodeURIComponent(m[1])}catch(x){find.value=m[1]}filter();return}\n",
    "var t=location.hash.length>1&&id(location.hash.slice(1));\n",
    "if(t){var x=t.querySelector(':scope>details')||t.closest('details');\n",
    "if(x){x.open=true;t.scrollIntoView()}}}\n",
    "addEventListener('hashchange',hash);\n",
    "id('tools').hidden=false;filter();hash()})();\n",
    NULL};
/* clang-format on */

static void lines(ct_buffer *b, const char *const *line) {
  while (*line) ct_buffer_text(b, *line++);
}

void ct_html_head(ct_html *h, const char *title) {
  ct_buffer *b = h->report.out;
  ct_buffer_text(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                    "style-src '" STYLE_HASH "'; script-src '" SCRIPT_HASH "'; "
                    "base-uri 'none'; form-action 'none'\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
  ct_buffer_xml(b, ct_slice_text(title));
  ct_buffer_text(b, " - claimtree</title>\n<style>");
  lines(b, style);
  ct_buffer_text(
      b, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the files</a>\n"
         "<header><h1>claimtree</h1></header>\n"
         "<div id=\"bar\" role=\"search\" aria-label=\"Filter\">\n"
         "<label><input type=\"checkbox\" id=\"only\"> only what has findings</label>\n"
         "<div id=\"tools\" hidden>\n"
         "<label>Claim <input type=\"search\" id=\"find\" autocomplete=\"off\"></label>\n"
         "<button type=\"button\" id=\"back\" title=\"p\">Previous finding</button>\n"
         "<button type=\"button\" id=\"next\" title=\"n\">Next finding</button>\n"
         "<button type=\"button\" id=\"open\">Open all</button>\n"
         "<button type=\"button\" id=\"shut\">Close all</button>\n"
         "<output id=\"said\"></output>\n</div>\n"
         "<a href=\"#names\">Names of elements</a>\n</div>\n<main id=\"main\">\n");
}

/* ---- the glossary ---------------------------------------------------------------------- */

uint32_t ct_html_use(ct_html *h, ct_use use) {
  if (!use.guide) return 0;
  uint32_t *near = &h->near[use.node % CT_HTML_NEAR];
  if (*near && h->uses[*near - 1].guide == use.guide && h->uses[*near - 1].node == use.node)
    return *near;
  size_t i = 0;
  while (i < h->use_count && (h->uses[i].guide != use.guide || h->uses[i].node != use.node)) i++;
  if (i == h->use_room) {
    size_t room = i ? 2 * i : 64;
    ct_use *uses = ct_mem_resize(h->uses, room, sizeof *uses);
    if (!uses) {
      ct_html_no_memory(h);
      return 0;
    }
    h->uses = uses;
    h->use_room = room;
  }
  if (i == h->use_count) h->uses[h->use_count++] = use;
  *near = (uint32_t)(i + 1);
  return *near;
}

static void name(ct_buffer *b, ct_use use, unsigned element, unsigned component) {
  const char *words = ct_use_element_name(use, element, component);
  ct_buffer_text(b, "<li><span>");
  ct_buffer_xml(b, ct_slice_text(*words ? words : "not used"));
  ct_buffer_text(b, "</span>");
}

static void glossary_entry(ct_html *h, size_t i) {
  ct_buffer *b = h->report.out;
  ct_use use = h->uses[i];
  ct_buffer_printf(b, "<section id=\"u%zu\"><h3>", i + 1);
  ct_buffer_xml(b, ct_slice_text(ct_use_id(use)));
  ct_buffer_char(b, ' ');
  ct_buffer_xml(b, ct_slice_text(ct_use_name(use)));
  ct_buffer_text(b, "</h3><p>");
  ct_buffer_xml(b, ct_slice_text(ct_use_guide(use)));
  ct_buffer_text(b, "</p><ol>\n");
  for (unsigned e = 1; e <= ct_use_elements(use); e++) {
    name(b, use, e, 0);
    unsigned parts = ct_use_components(use, e);
    if (parts > 0) ct_buffer_text(b, "<ol>");
    for (unsigned c = 1; c <= parts; c++) {
      name(b, use, e, c);
      ct_buffer_text(b, "</li>");
    }
    ct_buffer_text(b, parts > 0 ? "</ol></li>\n" : "</li>\n");
  }
  ct_buffer_text(b, "</ol></section>\n");
}

void ct_html_tail(ct_html *h) {
  ct_buffer *b = h->report.out;
  ct_buffer_text(b, "<section id=\"names\" aria-labelledby=\"namesh\">\n"
                    "<h2 id=\"namesh\">Names of elements</h2>\n");
  for (size_t i = 0; i < h->use_count; i++) glossary_entry(h, i);
  ct_buffer_printf(b, "</section>\n</main>\n<footer>claimtree %s</footer>\n"
                      "<p id=\"hint\" aria-hidden=\"true\" hidden></p>\n<script>", ct_version());
  lines(b, script);
  ct_buffer_text(b, "</script>\n</body>\n</html>\n");
}
