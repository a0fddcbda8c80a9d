import { describe, expect, it } from "vitest";
import { html } from "./html.js";

describe("the html tag", () => {
  it("escapes what is put in, in text and in attributes", () => {
    expect(String(html`<a title="${`"'><b>&`}">${"<script>"}</a>`)).toBe(
      `<a title="&quot;&#39;&gt;&lt;b&gt;&amp;">&lt;script&gt;</a>`,
    );
  });

  it("takes nested html and lists as they are, and nothing for undefined and false", () => {
    const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`);
    expect(String(html`<ul>${items}</ul>${undefined}${false}${0}`)).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>0");
  });
});
