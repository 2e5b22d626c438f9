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
    "whole line": lambda case: case.line,
    "rest of the line": lambda case: case.rest,
    "line end": lambda case: f"{case.line}\n",
    "blank lines around": lambda case: f"\n\n{case.line}\n\n",
    "trailing spaces": lambda case: f"{case.line}   \n  ",
    "CR LF": lambda case: f"{case.line}\r\n",
    "CR LF in a fence": lambda case: _fence(case.line).replace("\n", "\r\n"),
    # fences
    "fence": lambda case: _fence(case.line),
    "fence without language": lambda case: _fence(case.line, "```"),
    "fence of tildes": lambda case: _fence(case.line, "~~~", "~~~"),
    "fence with capital language": lambda case: _fence(case.line, "```Python"),
    "fence of four": lambda case: _fence(case.line, "````python", "````"),
    "fence not closed": lambda case: f"```python\n{case.line}\n",
    "fence not opened": lambda case: f"{case.line}\n```",
    "fence closed on the line": lambda case: f"```python\n{case.line}```",
    "fence with blank lines": lambda case: _fence(f"\n{case.line}\n"),
    "indented fence": lambda case: _fence(case.line, "  ```python", "  ```"),
    "fence around the rest": lambda case: _fence(case.rest),
    "fence with path comment": lambda case: _fence(f"# src/solution.py\n{case.line}"),
    "fence, then another": lambda case: f"{_fence(case.line)}\n\nOr:\n\n{_fence('pass')}",
    # talk
    "prose before a fence": lambda case: f"Here is the completed code:\n\n{_fence(case.line)}",
    "chat before a fence": lambda case: (
        f"Sure! Here's the missing line you asked for:\n{_fence(case.line)}"
    ),
    "prose around a fence": lambda case: (
        f"The next line should be:\n\n{_fence(case.line)}\n\nThis line completes the function."
    ),
    "prose before, no fence": lambda case: f"Here is the completed code:\n\n{case.line}",
    "greeting, no fence": lambda case: f"Sure! Here is the next line:\n{case.line}",
    "explanation after": lambda case: (
        f"{case.line}\n\nThis line handles the remaining case of the function."
    ),
    "explanation heading after": lambda case: (
        f"{case.line}\n\n**Explanation:**\n- The line continues the code.\n- Nothing else changes."
    ),
    "bold heading before": lambda case: f"**Completed code:**\n\n{case.line}",
    "heading before a fence": lambda case: f"### Completed Code\n\n{_fence(case.line)}",
    "label before": lambda case: f"Completion:\n{case.line}",
    "language name before": lambda case: f"python\n{case.line}",
    "in backticks": lambda case: f"`{case.line}`",
    "sentence with backticks": lambda case: f"The missing line is: `{case.line}`",
    "inside tags": lambda case: f"<code>\n{case.line}\n</code>",
    "inside tags on the line": lambda case: f"<completion>{case.line}</completion>",
    # leaked tokens
    "leaks <|fim_middle|> before": lambda case: f"<|fim_middle|>{case.line}",
    "leaks <|endoftext|>": lambda case: f"{case.line}<|endoftext|>",
    "leaks <|im_end|> and goes on": lambda case: (
        f"{case.line}<|im_end|>\n<|im_start|>user\nThanks!"
    ),
    "leaks </s>": lambda case: f"{case.line}</s>",
    "leaks <|file_sep|> and goes on": lambda case: f"{case.line}\n<|file_sep|>other.py\nimport os",
    "leaks <|im_start|>assistant before": lambda case: f"<|im_start|>assistant\n{case.line}",
    "leaks </fim_middle>": lambda case: f"{case.line}</fim_middle>",
    "echoes a cursor mark": lambda case: f"{case.typed}<|cursor|>{case.rest}",
    # text above the cursor again
    "line above again": lambda case: case.before(1) + case.line,
    "three lines above again": lambda case: case.before(3) + case.line,
    "whole function again": lambda case: f"{case.function}{case.line}",
    "whole function again in a fence": lambda case: _fence(f"{case.function}{case.line}"),
    "whole file again in a fence": lambda case: _fence(f"{case.above}{case.line}\n{case.below}"),
    "whole function to its end": lambda case: f"{case.function}{case.line}\n{case.below}",
    "function without docstring": lambda case: _fence(
        f"{case.function_without_docstring}{case.line}\n{case.below}"
    ),
    # text below the cursor again
    "next line again": lambda case: f"{case.line}\n{case.after(1)}",
    "next three lines again": lambda case: f"{case.line}\n{case.after(3)}",
    "all below again": lambda case: f"{case.line}\n{case.below}",
    "all below again, in a fence": lambda case: _fence(f"{case.line}\n{case.below}"),
    "below again, dedented": lambda case: textwrap.dedent(f"{case.line}\n{case.below}"),
    "below again, deeper": lambda case: f"{case.line}\n{_shift(case.below, '    ')}",
    # indentation
    "no indentation": lambda case: case.bare,
    "no indentation, in a fence": lambda case: _fence(case.bare),
    "indentation doubled": lambda case: case.indent + case.line,
    "one space too many": lambda case: f" {case.line}",
    "tabs": lambda case: case.indent.replace("    ", "\t") + case.bare,
    # no end
    "says it again and again": lambda case: f"{case.line}\n" * 12,
    "new function after": lambda case: f"{case.line}\n\n\ndef helper(value):\n    return value\n",
    "main after": lambda case: f'{case.line}\n\nif __name__ == "__main__":\n    print("done")\n',
}
