// Imported first by the program, which `pulumi up` by hand starts on whichever Node is on PATH. Refuses one that is too
// old in a line; what comes of it else is an error of some library's.
const { RunError } = require("@pulumi/pulumi");
const { isNewEnough, tooOld } = require("./versions");

const next = "run this again; npm run up -- --stack NAME --context CONTEXT brings one";
if (!isNewEnough(process.versions.node)) throw new RunError(tooOld("", next));
