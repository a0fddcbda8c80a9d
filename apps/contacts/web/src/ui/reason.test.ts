import { expect, it } from "vitest";
import { refusal } from "./reason.js";

it("names the action and the roles", () => {
  expect(refusal("update", ["Everyone", "user"])).toBe(
    "The policy does not allow update for your roles: Everyone, user.",
  );
});

it("speaks of one role in the singular", () => {
  expect(refusal("list", ["no-groups"])).toBe("The policy does not allow list for your role: no-groups.");
});

it("stays short for somebody with a hundred groups", () => {
  const roles = Array.from({ length: 120 }, (_, i) => `team-${i}`);
  expect(refusal("create", roles)).toMatch(/team-0, .*team-5 and 114 more\.$/);
});
