import { describe, expect, it } from "vitest";
import { fold, searchText, sortName } from "./folded-text.js";

const contact = {
  firstName: "José",
  lastName: "Müller",
  email: "J@X.example",
  company: null,
  phone: "1",
  title: "T",
  notes: "n",
};

describe("folded text", () => {
  it("loses case, accents and surplus space", () => {
    expect(fold("  ÉMILE   Dupont ")).toBe("emile dupont");
    expect(fold("İstanbul")).toBe("istanbul");
  });

  it("orders by last name, then by first name", () => {
    const names = [
      ["Zoe", "Adam"],
      ["Ann", "Adams"],
      ["ann", "adam"],
      ["Bob", "Ádam"],
    ] as const;
    const sorted = [...names].sort((a, b) =>
      sortName({ firstName: a[0], lastName: a[1] }) < sortName({ firstName: b[0], lastName: b[1] }) ? -1 : 1,
    );
    expect(sorted.map(([first]) => first)).toEqual(["ann", "Bob", "Zoe", "Ann"]);
  });

  it("is found by name, full name, email and company, each on its line", () => {
    expect(searchText(contact)).toBe("jose muller\nj@x.example");
  });
});
