import { describe, expect, it } from "vitest";
import { Refusal } from "../http/refusal.js";
import { toContactChanges, toNewContact } from "./input.js";

const problemsOf = (read: (body: unknown) => unknown, body: unknown) => {
  try {
    read(body);
  } catch (error) {
    if (error instanceof Refusal) return error.body.problems;
    throw error;
  }
  throw new Error("accepted");
};

describe("toNewContact", () => {
  it("trims, and makes null of what is blank or not there", () => {
    expect(
      toNewContact({ firstName: " Ada ", lastName: "Lovelace", email: "  ", phone: null, title: "Countess" }),
    ).toEqual({
      firstName: "Ada",
      lastName: "Lovelace",
      email: null,
      phone: null,
      company: null,
      title: "Countess",
      notes: null,
    });
  });

  it("wants both names, and says so once each", () => {
    expect(problemsOf(toNewContact, {})).toEqual([
      { path: "firstName", message: "is required" },
      { path: "lastName", message: "is required" },
    ]);
  });

  it("tells every problem at once", () => {
    const body = { firstName: " ", lastName: "x".repeat(101), email: "nobody", phone: 5, notes: "a\u0000b" };
    expect(problemsOf(toNewContact, body)).toEqual([
      { path: "firstName", message: "must not be empty" },
      { path: "lastName", message: "must be at most 100 characters" },
      { path: "email", message: "must be an email address" },
      { path: "phone", message: "must be text" },
      { path: "notes", message: "must not hold control characters" },
    ]);
  });

  it("refuses fields of the server's and unknown ones, whatever their names", () => {
    const body = JSON.parse(
      '{"firstName":"A","lastName":"B","ownerId":"me","constructor":1,"__proto__":{"x":1},"isAdmin":true}',
    );
    expect(problemsOf(toNewContact, body)).toEqual([
      { path: "ownerId", message: "is set by the server" },
      { path: "constructor", message: "is not a known field" },
      { path: "__proto__", message: "is not a known field" },
      { path: "isAdmin", message: "is not a known field" },
    ]);
  });

  it.each([[[]], [null], ["text"], [5], [undefined]])("refuses %j as a body", (body) => {
    expect(problemsOf(toNewContact, body)).toEqual([{ path: "body", message: "must be a JSON object" }]);
  });

  it.each(["\ud800", "tab\there", "bell\u0007"])("refuses characters that have no place in a name: %j", (lastName) => {
    expect(problemsOf(toNewContact, { firstName: "A", lastName })).toHaveLength(1);
  });

  it("accepts names of the whole world", () => {
    for (const lastName of ["Ó Súilleabháin", "da Silva-Nørgård", "山田", "نیک\u200cپی", "O'Brien", "👩‍🚀"]) {
      expect(toNewContact({ firstName: "A", lastName }).lastName).toBe(lastName);
    }
  });

  it.each(["a@b.co", "first.last+tag@sub.example.com"])("accepts the address %s", (email) => {
    expect(toNewContact({ firstName: "A", lastName: "B", email }).email).toBe(email);
  });

  it.each(["a@b", "@b.co", "a@@b.co", "a b@c.de", "a@b.co, c@d.ef", "<a@b.co>"])("refuses the address %s", (email) => {
    expect(problemsOf(toNewContact, { firstName: "A", lastName: "B", email })).toHaveLength(1);
  });

  it("is quick with a hostile address", () => {
    const started = Date.now();
    problemsOf(toNewContact, { firstName: "A", lastName: "B", email: `${"a.".repeat(50_000)}@` });
    expect(Date.now() - started).toBeLessThan(200);
  });
});

describe("toContactChanges", () => {
  it("names only what the body names", () => {
    expect(toContactChanges({ phone: "", title: "Dr" })).toEqual({ phone: null, title: "Dr" });
    expect(toContactChanges({})).toEqual({});
  });

  it("does not let a name go", () => {
    expect(problemsOf(toContactChanges, { firstName: null, lastName: "" })).toEqual([
      { path: "firstName", message: "must be text" },
      { path: "lastName", message: "must not be empty" },
    ]);
  });
});
