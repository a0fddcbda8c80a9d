import { describe, expect, it } from "vitest";
import { changesOf, draftOf, emptyDraft, inputOf, problemsByField, problemsOfDraft, rebase } from "./draft.js";

const john = draftOf({ firstName: "John", lastName: "Smith", email: "john@example.com", phone: null });

describe("what is sent", () => {
  it("is the filled-in fields of a new contact, trimmed", () => {
    expect(inputOf({ ...emptyDraft, firstName: " Ada ", lastName: "Byron", notes: "  " })).toEqual({
      firstName: "Ada",
      lastName: "Byron",
    });
  });

  it("is only what was changed of an old one, and null for what was emptied", () => {
    expect(changesOf(john, { ...john, firstName: "Johnny", email: "", phone: " " })).toEqual({
      firstName: "Johnny",
      email: null,
    });
  });
});

describe("a form whose contact was changed by somebody else", () => {
  it("takes their values and keeps what was typed", () => {
    const { draft, theirs } = rebase(john, { ...john, phone: "555" }, { ...john, company: "Acme" });
    expect(draft).toEqual({ ...john, phone: "555", company: "Acme" });
    expect(theirs).toEqual({});
  });

  it("names their value where both have changed the same field", () => {
    const { draft, theirs } = rebase(john, { ...john, email: "mine@x.io" }, { ...john, email: "theirs@x.io" });
    expect(draft.email).toBe("mine@x.io");
    expect(theirs).toEqual({ email: "theirs@x.io" });
  });

  it("has no quarrel when both typed the same", () => {
    expect(rebase(john, { ...john, phone: "1" }, { ...john, phone: "1" }).theirs).toEqual({});
  });
});

describe("problems", () => {
  it("are seen before sending: names are required, an email address has an @", () => {
    expect(problemsOfDraft({ ...emptyDraft, lastName: "  ", email: "ada" })).toEqual({
      firstName: "Enter a first name.",
      lastName: "Enter a last name.",
      email: expect.stringContaining("email address"),
    });
    expect(problemsOfDraft(john)).toEqual({});
  });

  it("of the server go to their fields, the first of each; others are kept", () => {
    expect(
      problemsByField([
        { path: "email", message: "must be an email address" },
        { path: "/email", message: "too long" },
        { path: "colour", message: "unknown field" },
        { path: "", message: "empty body" },
      ]),
    ).toEqual({ fields: { email: "Must be an email address." }, general: ["colour: unknown field", "Empty body."] });
  });
});
