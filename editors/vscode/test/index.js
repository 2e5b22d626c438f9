/** All tests, for one window. */

const { inside } = require("./inside.js");

exports.run = inside({
  ...require("./start.js"),
  ...require("./keys.js"),
  ...require("./actions.js"),
  ...require("./docstring.js"),
  ...require("./edit.js"),
  ...require("./explain.js"),
  ...require("./ghost.js"),
  ...require("./next_edit.js"),
  ...require("./settings.js"),
});
