import { render } from "preact";
import { App } from "./app.js";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/welcome.css";
import "./styles/contacts.css";
import "./styles/panel.css";
import "./styles/dialog.css";

const root = document.getElementById("app");
if (root === null) throw new Error("The page has no element #app.");
render(<App />, root);
