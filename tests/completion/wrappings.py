"""How chat models wrap the one line that they were asked for.

A wrapping takes what the model saw and the line that it should write, and gives its whole answer.
Each is something that instruct models do; the name says what.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The right answer and what is around it: `typed` and `rest` are the line's two sides."""

    above: str
    typed: str
    rest: str
    below: str

    @property
    def line(self) -> str:
        """The whole line, indented."""
        return self.typed + self.rest

    @property
    def bare(self) -> str:
        """The whole line without its indentation."""
        return self.line.lstrip()

    @property
    def indent(self) -> str:
        """The line's indentation."""
        return self.line[: len(self.line) - len(self.bare)]

    def before(self, count: int) -> str:
        """The last lines above that are not blank, with line ends."""
        lines = [line for line in self.above.split("\n") if line.strip()]
        return "".join(f"{line}\n" for line in lines[-count:])

    def after(self, count: int) -> str:
        """The first lines below that are not blank."""
        return "\n".join([line for line in self.below.split("\n") if line.strip()][:count])

    @property
    def function(self) -> str:
        """The text above from its last `def` on."""
        return self.above[max(self.above.rfind("\ndef ") + 1, 0) :]

    @property
    def function_without_docstring(self) -> str:
        """The same as models repeat it: without its documentation."""
        return re.sub(r'\n\s*(?:"""|\'\'\').*?(?:"""|\'\'\')', "", self.function, flags=re.DOTALL)


Wrapping = Callable[[Said], str]


def _fence(code: str, head: str = "```python", tail: str = "```") -> str:
    return f"{head}\n{code}\n{tail}"


def _shift(text: str, space: str) -> str:
    return "\n".join(space + line if line.strip() else line for line in text.split("\n"))


WRAPPINGS: dict[str, Wrapping] = {
    # the line itself
    "whole line": lambda said: said.line,
    "rest of the line": lambda said: said.rest,
    "line end": lambda said: f"{said.line}\n",
    "blank lines around": lambda said: f"\n\n{said.line}\n\n",
    "trailing spaces": lambda said: f"{said.line}   \n  ",
    "CR LF": lambda said: f"{said.line}\r\n",
    "CR LF in a fence": lambda said: _fence(said.line).replace("\n", "\r\n"),
    # fences
    "fence": lambda said: _fence(said.line),
    "fence without language": lambda said: _fence(said.line, "```"),
    "fence of tildes": lambda said: _fence(said.line, "~~~", "~~~"),
    "fence with capital language": lambda said: _fence(said.line, "```Python"),
    "fence of four": lambda said: _fence(said.line, "````python", "````"),
    "fence not closed": lambda said: f"```python\n{said.line}\n",
    "fence not opened": lambda said: f"{said.line}\n```",
    "fence closed on the line": lambda said: f"```python\n{said.line}```",
    "fence with blank lines": lambda said: _fence(f"\n{said.line}\n"),
    "indented fence": lambda said: _fence(said.line, "  ```python", "  ```"),
    "fence around the rest": lambda said: _fence(said.rest),
    "fence with path comment": lambda said: _fence(f"# src/solution.py\n{said.line}"),
    "fence, then another": lambda said: f"{_fence(said.line)}\n\nOr:\n\n{_fence('pass')}",
    # talk
    "prose before a fence": lambda said: f"Here is the completed code:\n\n{_fence(said.line)}",
    "chat before a fence": lambda said: (
        f"Sure! Here's the missing line you asked for:\n{_fence(said.line)}"
    ),
    "prose around a fence": lambda said: (
        f"The next line should be:\n\n{_fence(said.line)}\n\nThis line completes the function."
    ),
    "prose before, no fence": lambda said: f"Here is the completed code:\n\n{said.line}",
    "greeting, no fence": lambda said: f"Sure! Here is the next line:\n{said.line}",
    "explanation after": lambda said: (
        f"{said.line}\n\nThis line handles the remaining case of the function."
    ),
    "explanation heading after": lambda said: (
        f"{said.line}\n\n**Explanation:**\n- The line continues the code.\n- Nothing else changes."
    ),
    "bold heading before": lambda said: f"**Completed code:**\n\n{said.line}",
    "heading before a fence": lambda said: f"### Completed Code\n\n{_fence(said.line)}",
    "label before": lambda said: f"Completion:\n{said.line}",
    "language name before": lambda said: f"python\n{said.line}",
    "in backticks": lambda said: f"`{said.line}`",
    "sentence with backticks": lambda said: f"The missing line is: `{said.line}`",
    "inside tags": lambda said: f"<code>\n{said.line}\n</code>",
    "inside tags on the line": lambda said: f"<completion>{said.line}</completion>",
    # leaked tokens
    "leaks <|fim_middle|> before": lambda said: f"<|fim_middle|>{said.line}",
    "leaks <|endoftext|>": lambda said: f"{said.line}<|endoftext|>",
    "leaks <|im_end|> and goes on": lambda said: (
        f"{said.line}<|im_end|>\n<|im_start|>user\nThanks!"
    ),
    "leaks </s>": lambda said: f"{said.line}</s>",
    "leaks <|file_sep|> and goes on": lambda said: f"{said.line}\n<|file_sep|>other.py\nimport os",
    "leaks <|im_start|>assistant before": lambda said: f"<|im_start|>assistant\n{said.line}",
    "leaks </fim_middle>": lambda said: f"{said.line}</fim_middle>",
    "echoes a cursor mark": lambda said: f"{said.typed}<|cursor|>{said.rest}",
    # text above the cursor again
    "line above again": lambda said: said.before(1) + said.line,
    "three lines above again": lambda said: said.before(3) + said.line,
    "whole function again": lambda said: f"{said.function}{said.line}",
    "whole function again in a fence": lambda said: _fence(f"{said.function}{said.line}"),
    "whole file again in a fence": lambda said: _fence(f"{said.above}{said.line}\n{said.below}"),
    "whole function to its end": lambda said: f"{said.function}{said.line}\n{said.below}",
    "function without docstring": lambda said: _fence(
        f"{said.function_without_docstring}{said.line}\n{said.below}"
    ),
    # text below the cursor again
    "next line again": lambda said: f"{said.line}\n{said.after(1)}",
    "next three lines again": lambda said: f"{said.line}\n{said.after(3)}",
    "all below again": lambda said: f"{said.line}\n{said.below}",
    "all below again, in a fence": lambda said: _fence(f"{said.line}\n{said.below}"),
    "below again, dedented": lambda said: textwrap.dedent(f"{said.line}\n{said.below}"),
    "below again, deeper": lambda said: f"{said.line}\n{_shift(said.below, '    ')}",
    # indentation
    "no indentation": lambda said: said.bare,
    "no indentation, in a fence": lambda said: _fence(said.bare),
    "indentation doubled": lambda said: said.indent + said.line,
    "one space too many": lambda said: f" {said.line}",
    "tabs": lambda said: said.indent.replace("    ", "\t") + said.bare,
    # no end
    "says it again and again": lambda said: f"{said.line}\n" * 12,
    "new function after": lambda said: f"{said.line}\n\n\ndef helper(value):\n    return value\n",
    "main after": lambda said: f'{said.line}\n\nif __name__ == "__main__":\n    print("done")\n',
}
