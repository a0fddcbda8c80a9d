import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { callFromPage, type KnownContact, nameOf, rowOf, search } from "./support/contacts.js";
import { contactsApp } from "./support/contacts-app.js";
import type { Person } from "./support/people.js";

type Cell = "list" | "read" | "create" | "update own" | "update other" | "delete own" | "delete other";
const everything: readonly Cell[] = [
  "list",
  "read",
  "create",
  "update own",
  "update other",
  "delete own",
  "delete other",
];

/** What the policies say, in words: all that somebody may do. The rest of `everything` is refused. */
const tables: Record<string, Partial<Record<Person, readonly Cell[]>>> = {
  default: { alice: everything, bob: ["list", "read"], carol: [], mallory: ["list", "read"] },
  owners: { alice: everything, bob: ["list", "read", "create", "update own", "delete own"], carol: [] },
};

/** Who owns contacts here; the others have no cells for their own. */
const owners: readonly Person[] = ["alice", "bob"];

const roles: Partial<Record<Person, string>> = {
  bob: "roles: Everyone, user",
  carol: "role: no-groups",
  mallory: "roles: Everyone, user",
};

describe.each(Object.entries(tables))("the policy %s", (version, table) => {
  const app = contactsApp({ POLICY_VERSION: version });

  const cells = Object.entries(table).flatMap(([person, allowed]) =>
    everything
      .filter((cell) => owners.includes(person as Person) || !cell.endsWith("own"))
      .map((cell) => ({ person: person as Person, cell, may: allowed.includes(cell) })),
  );

  it.each(cells.filter(({ may }) => may))("lets $person $cell", async ({ person, cell }) => {
    const contact = await exampleFor(person, cell);
    await app.visit({ as: person }, (page) => doIt(page, cell, contact));
  });

  it.each(cells.filter(({ may }) => !may))("does not let $person $cell, and says why", async ({ person, cell }) => {
    const contact = await exampleFor(person, cell);
    const because = `The policy does not allow ${cell.split(" ")[0]} for your ${roles[person]}.`;
    await app.visit({ as: person, provokes: /status of 403/ }, (page) =>
      beRefused(page, person, cell, contact, because),
    );
  });

  /** A contact for the cell, as it is now: the person's own, or somebody else's. */
  async function exampleFor(person: Person, cell: Cell): Promise<KnownContact> {
    const { user } = await app.read<{ user: { id: string } }>(person, "/session");
    const { contacts } = await app.read<{ contacts: KnownContact[] }>("alice", "/contacts?limit=100");
    const example = contacts.find(({ ownerId }) => (ownerId === user.id) === cell.endsWith("own"));
    if (example === undefined) throw new Error(`There is no contact to try "${cell}" with.`);
    return example;
  }
});

/** Does what the cell names, with the page's own controls. */
async function doIt(page: Page, cell: Cell, contact: KnownContact): Promise<void> {
  const name = nameOf(contact);
  switch (cell) {
    case "list":
      await page.getByRole("table").waitFor();
      expect(await page.locator("tbody tr").count()).toBe(20);
      return;
    case "read":
      await search(page, name);
      await rowOf(page, name).getByRole("button", { name, exact: true }).first().click();
      await page.getByRole("complementary").getByRole("heading", { name }).waitFor();
      return;
    case "create":
      await page.getByRole("button", { name: "New contact" }).click();
      await page.getByLabel("First name").fill("Grace");
      await page.getByLabel("Last name").fill("Hopper");
      await page.getByRole("button", { name: "Create contact" }).click();
      await page.getByText("Grace Hopper was created.").waitFor();
      return;
    case "update own":
    case "update other":
      await search(page, name);
      await page
        .getByRole("button", { name: `Edit ${name}` })
        .first()
        .click();
      await page.getByLabel("Title").fill("Chief of Tests");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText(`${name} was saved.`).waitFor();
      return;
    case "delete own":
    case "delete other":
      await search(page, name);
      await page
        .getByRole("button", { name: `Delete ${name}` })
        .first()
        .click();
      await page.getByRole("button", { name: "Delete contact" }).click();
      await page.getByText(`${name} was deleted.`).waitFor();
  }
}

/** The page shows the refusal with its reason, and the server refuses whoever asks it directly. */
async function beRefused(
  page: Page,
  person: Person,
  cell: Cell,
  contact: KnownContact,
  because: string,
): Promise<void> {
  const path = `/contacts/${contact.id}`;
  const mayList = person !== "carol";
  switch (cell) {
    case "list":
      await page.getByRole("heading", { name: "You may not list contacts" }).waitFor();
      expect(await page.getByText(because).count()).toBe(1);
      expect((await callFromPage(page, "GET", "/contacts")).body).toEqual({ contacts: [], next: null });
      return;
    case "read":
      await page.goto(new URL(`/?contact=${contact.id}`, page.url()).href);
      await page.getByRole("complementary").getByText("The policy does not allow this.").waitFor();
      expect(await callFromPage(page, "GET", path)).toEqual({ status: 403, body: { error: "Unauthorized" } });
      expect((await callFromPage(page, "GET", `${path}/decision`)).status).toBe(403);
      return;
    case "create":
      await expectReason(page, "New contact", because);
      expect((await callFromPage(page, "POST", "/contacts", { firstName: "A", lastName: "B" })).status).toBe(403);
      expect((await callFromPage(page, "POST", "/contacts/new", { firstName: "A", lastName: "B" })).status).toBe(403);
      return;
    default: {
      const update = cell.startsWith("update");
      if (mayList) {
        await search(page, nameOf(contact));
        await expectReason(page, `${update ? "Edit" : "Delete"} ${nameOf(contact)}`, because);
      } else {
        expect(await page.getByRole("button", { name: update ? /^Edit/ : /^Delete/ }).count()).toBe(0);
      }
      const answer = await callFromPage(page, update ? "PATCH" : "DELETE", path, update ? { title: "x" } : undefined);
      expect(answer).toEqual({ status: 403, body: { error: "Unauthorized" } });
    }
  }
}

/** The button is there for keys and screen readers, does nothing, and its description is the reason, then seen too. */
async function expectReason(page: Page, name: string, because: string): Promise<void> {
  const button = page.getByRole("button", { name, exact: true }).first();
  await button.focus();
  expect(await button.getAttribute("aria-disabled")).toBe("true");
  const description = page.locator(`#${await button.getAttribute("aria-describedby")}`);
  expect(await description.textContent()).toBe(because);
  expect(await description.isVisible()).toBe(true);
  await button.click({ force: true });
  expect(await page.getByRole("dialog").count()).toBe(0);
}
