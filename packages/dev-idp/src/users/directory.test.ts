import { describe, expect, it } from "vitest";
import { directory } from "./directory.js";

const build = (...users: unknown[]) => {
  const problems: string[] = [];
  return { users: directory([{ place: "users", users }], problems), problems };
};

describe("the directory of users", () => {
  it("fills in what is not written", () => {
    const { users, problems } = build({ login: "gina.green@example.com" });
    expect(problems).toEqual([]);
    expect(users.find("gina.green")).toEqual({
      sub: expect.stringMatching(/^00u1\w{13}5d7$/),
      login: "gina.green@example.com",
      name: "Gina.green",
      groups: [],
      assigned: true,
      email: "gina.green@example.com",
      emailVerified: true,
      locale: "en_US",
      zoneinfo: "America/Los_Angeles",
    });
    expect(build({ login: "root" }).users.find("root")).not.toHaveProperty("email");
  });

  it("gives a login the same sub every time, whatever its case", () => {
    const sub = (login: string) => build({ login }).users.find(login)?.sub;
    expect(sub("gina@example.com")).toBe(sub("Gina@Example.com"));
    expect(sub("gina@example.com")).not.toBe(sub("gina@example.org"));
  });

  it("changes only the named members of a user who is there", () => {
    const { users } = build({ login: "ALICE@example.com", groups: ["x"] });
    expect(users.find("alice")).toMatchObject({ sub: "00u1aliceDevUser05d7", name: "Alice Admin", groups: ["x"] });
    expect(users.all).toHaveLength(7);
  });

  it("takes the names of OpenID Connect as well", () => {
    const { users, problems } = build({ login: "gina@example.com", email_verified: false, given_name: "Gina" });
    expect(problems).toEqual([]);
    expect(users.find("gina")).toMatchObject({ emailVerified: false, givenName: "Gina" });
  });

  it("finds by login, short login and sub; a short login of two people finds nobody", () => {
    const { users } = build({ login: "bob@example.org" });
    expect(users.find("bob")).toBeUndefined();
    expect(users.find("Bob@Example.org")?.login).toBe("bob@example.org");
    expect(users.find("00u1bobDevUser0005d7")?.login).toBe("bob@example.com");
    expect(users.find("")).toBeUndefined();
    expect(users.find("constructor")).toBeUndefined();
  });

  it.each([
    ["gina", "users[0]: expected a user"],
    [{}, "users[0]: login must be a text"],
    [{ login: "a b" }, "users[0]: login must not contain spaces"],
    [{ login: "gina", group: ["x"] }, `users[0]: unknown name "group", did you mean "groups"?`],
    [{ login: "gina", groups: "admin" }, "users[0]: groups must be a list of names"],
    [{ login: "gina", groups: ["a", 1] }, "users[0]: groups must be a list of names"],
    [{ login: "gina", assigned: "no" }, "users[0]: assigned must be true or false"],
    [{ login: "gina", sub: "" }, "users[0]: sub must be a text"],
    [{ login: "gina", name: "x".repeat(256) }, "users[0]: name has more than 255 characters"],
    [{ login: "gina", sub: "00u1aliceDevUser05d7" }, "have the same sub 00u1aliceDevUser05d7"],
  ])("%j is a problem with its place", (user, problem) => {
    expect(build(user).problems).toEqual([expect.stringContaining(problem)]);
  });
});
