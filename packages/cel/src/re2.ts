/** Importing this module gives the expression language its regular expression engine where it cannot load it by itself. */
import { RE2JS } from "re2js";
import { useRegexEngine } from "./regex/engine.js";

useRegexEngine(RE2JS);
