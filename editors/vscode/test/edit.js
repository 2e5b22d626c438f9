const assert = require("node:assert/strict");
const { open, run } = require("./inside.js");

const FAMILY = 'family = "👩\u200d👩\u200d👧漢字e\u0301"; ';
const CODE = `${FAMILY}total = 1 + 2  # 👧\n`;
const EDITED = `${FAMILY}total = 3  # 👧\n`;
const instruction = "Add them up.";

module.exports = {
  "an edit of a part of a line behind emoji is one step of undo": async () => {
    const { document, place } = await open("total.py", CODE);
    await run("glossator.edit", { ...place("1 + 2"), instruction });
    assert.equal(document.getText(), EDITED);
    await run("undo");
    assert.equal(document.getText(), CODE);
    await run("redo");
    assert.equal(document.getText(), EDITED);
  },
};
