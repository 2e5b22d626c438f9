const assert = require("node:assert/strict");
const { open, run } = require("./inside.js");

const BEFORE = '漢字 = "👩\u200d👩\u200d👧"  # e\u0301\n\n\n';
const CODE = `${BEFORE}class 計算:\n    def add(self, a, b): # 👩\u200d👩\u200d👧\n        return a + b\n`;
const DOCSTRING = `        """Add two numbers.

        Args:
            a: The first of them.
            b: The second.

        Returns:
            Their sum.
        """
`;
const DOCUMENTED = CODE.replace("        return", `${DOCSTRING}        return`);

module.exports = {
  "a docstring stands where it belongs; undo leaves not a trace of it, redo brings it back":
    async () => {
      const { document, place } = await open("計算.py", CODE);
      const answer = await run("glossator.document", place("return"));
      assert.equal(document.getText(), DOCUMENTED);
      assert.equal(answer.text.trim(), DOCSTRING.trim());
      await run("undo");
      assert.equal(document.getText(), CODE);
      await run("redo");
      assert.equal(document.getText(), DOCUMENTED);
    },

  "the user's own edit before a docstring is a step of its own": async () => {
    const { document, editor, place } = await open("own.py", CODE);
    await editor.edit((edit) => edit.insert(document.positionAt(CODE.length), "# mine\n"));
    await run("glossator.document", place("return"));
    assert.equal(document.getText(), `${DOCUMENTED}# mine\n`);
    await run("undo");
    assert.equal(document.getText(), `${CODE}# mine\n`);
    await run("undo");
    assert.equal(document.getText(), CODE);
  },

  "a docstring has the line ends of Windows where the file has": async () => {
    const { document, place } = await open("windows.py", CODE.replaceAll("\n", "\r\n"));
    await run("glossator.document", place("return"));
    assert.equal(document.getText(), DOCUMENTED.replaceAll("\n", "\r\n"));
    await run("undo");
    assert.equal(document.getText(), CODE.replaceAll("\n", "\r\n"));
  },
};
