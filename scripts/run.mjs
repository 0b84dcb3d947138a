// node scripts/run.mjs SCRIPT [ARGS]: installs if needed, then runs a script of this folder with the pinned Node.
import { install, runPinned } from "./install.mjs";

const [script, ...args] = process.argv.slice(2);
install();
runPinned(`scripts/${script}.ts`, args);
