import { type DevUser, type DevUserInput, devUser } from "./user.js";

const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `team-${String(index + 1).padStart(3, "0")}`);

/** DEV-4: one user for each thing an application must cope with. */
export const defaultUserInputs: readonly DevUserInput[] = [
  {
    sub: "00u1aliceDevUser05d7",
    login: "alice@example.com",
    name: "Alice Admin",
    givenName: "Alice",
    familyName: "Admin",
    groups: ["Everyone", "admin"],
  },
  {
    sub: "00u1bobDevUser0005d7",
    login: "bob@example.com",
    name: "Bob User",
    givenName: "Bob",
    familyName: "User",
    groups: ["Everyone", "user"],
  },
  {
    sub: "00u1carolDevUser05d7",
    login: "carol@example.com",
    name: "Carol Nogroups",
    givenName: "Carol",
    familyName: "Nogroups",
    groups: [],
  },
  {
    sub: "00u1daveDevUser005d7",
    login: "dave@example.com",
    name: "Dave Unassigned",
    givenName: "Dave",
    familyName: "Unassigned",
    groups: ["Everyone", "user"],
    assigned: false,
  },
  {
    sub: "00u1erinDevUser005d7",
    login: "erin@example.com",
    name: "Erin Manygroups",
    givenName: "Erin",
    familyName: "Manygroups",
    groups: ["Everyone", "user", ...names(118)],
  },
  {
    sub: "00u1frankDevUser05d7",
    login: "frank@example.com",
    name: "Frank Unverified",
    givenName: "Frank",
    familyName: "Unverified",
    groups: ["Everyone", "user"],
    emailVerified: false,
  },
  {
    sub: "00u1malloryDevU005d7",
    login: "mallory@example.com",
    name: `Mallory <script>alert("mallory")</script> "O'Quote"`,
    givenName: "Mallory",
    familyName: `<script>alert("mallory")</script> "O'Quote"`,
    groups: ["Everyone", "user"],
  },
];

/** The users that are there without any option: alice, bob, carol, dave, erin, frank, mallory (DEV-4). */
export const defaultUsers: readonly DevUser[] = Object.freeze(defaultUserInputs.map(devUser));
