import { describe, expect, it } from "vitest";
import {
  allContacts,
  callFromPage,
  expectRows,
  type KnownContact,
  nameOf,
  newContact,
  rowOf,
  search,
} from "./support/contacts.js";
import { contactsApp } from "./support/contacts-app.js";

const app = contactsApp();

describe("an admin", () => {
  it("creates, edits and deletes a contact", () =>
    app.visit({ as: "alice" }, async (page) => {
      await page.getByRole("button", { name: "New contact" }).click();
      await page.getByLabel("First name").fill("Ada");
      await page.getByLabel("Last name").fill("Lovelace");
      await page.getByLabel("Email").fill("ada@example.com");
      await page.getByLabel("Phone").fill("+44 20 7946 0000");
      await page.getByLabel("Notes").fill("First line\nSecond line");
      await page.getByRole("button", { name: "Create contact" }).click();
      await page.getByText("Ada Lovelace was created.").waitFor();

      const panel = page.getByRole("complementary");
      await panel.getByRole("heading", { name: "Ada Lovelace" }).waitFor();
      expect(await panel.getByRole("link", { name: "ada@example.com" }).getAttribute("href")).toMatch(/^mailto:/);

      await search(page, "lovelace");
      await rowOf(page, "Ada Lovelace").getByRole("button", { name: "Edit Ada Lovelace" }).click();
      expect(await page.getByLabel("Notes").inputValue()).toBe("First line\nSecond line");
      await page.getByLabel("Email").fill("");
      await page.getByLabel("Company").fill("Analytical Engines");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("Ada Lovelace was saved.").waitFor();
      await rowOf(page, "Ada Lovelace").getByText("Analytical Engines").waitFor();
      expect(await allContacts(page)).toContainEqual(
        expect.objectContaining({ firstName: "Ada", email: null, version: 2 }),
      );

      await rowOf(page, "Ada Lovelace").getByRole("button", { name: "Delete Ada Lovelace" }).click();
      await page.getByRole("alertdialog", { name: "Delete Ada Lovelace?" }).waitFor();
      await page.getByRole("button", { name: "Cancel" }).click();
      expect(await rowOf(page, "Ada Lovelace").count()).toBe(1);

      await rowOf(page, "Ada Lovelace").getByRole("button", { name: "Delete Ada Lovelace" }).click();
      await page.getByRole("button", { name: "Delete contact" }).click();
      await page.getByText("Ada Lovelace was deleted.").waitFor();
      await page.getByText("No contacts match “lovelace”.").waitFor();
    }));

  it("is told at the fields what is wrong, first by the page, then by the server", () =>
    app.visit({ as: "alice", provokes: /status of 400/ }, async (page) => {
      await page.getByRole("button", { name: "New contact" }).click();
      await page.getByRole("button", { name: "Create contact" }).click();
      expect(await problemOf("First name")).toBe("Enter a first name.");
      expect(await page.getByLabel("First name").evaluate((field) => field === document.activeElement)).toBe(true);

      await page.getByLabel("First name").fill("A".repeat(101));
      await page.getByLabel("Last name").fill("B");
      await page.getByLabel("Email").fill("a@b");
      await page.getByRole("button", { name: "Create contact" }).click();
      await page.getByText("Some of the fields need another look.").waitFor();
      expect(await problemOf("First name")).toMatch(/100 characters/);
      expect(await problemOf("Email")).toBe("Must be an email address.");
      expect(await page.getByLabel("Last name").getAttribute("aria-invalid")).toBe("false");

      async function problemOf(label: string): Promise<string | null> {
        const field = page.getByLabel(label);
        await page.locator(`[aria-invalid=true]`).first().waitFor();
        return page.locator(`#${await field.getAttribute("aria-describedby")}`).textContent();
      }
    }));

  it("does not overwrite what somebody else changed meanwhile, and keeps what was typed", () =>
    app.visit({ as: "alice", provokes: /status of 412/ }, async (page) => {
      const contact = await newContact(page, { firstName: "Two", lastName: "Writers", title: "Clerk" });
      await page.reload();
      await search(page, "Two Writers");
      await page.getByRole("button", { name: "Edit Two Writers" }).click();
      await page.getByLabel("Phone").fill("123");
      await page.getByLabel("Title").fill("My title");
      await callFromPage(page, "PATCH", `/contacts/${contact.id}`, { company: "Elsewhere", title: "Their title" });

      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("changed by somebody else").waitFor();
      await page.getByRole("button", { name: "Reload" }).click();
      await page.getByText("Somebody else wrote: Their title").waitFor();
      expect(await page.getByLabel("Company").inputValue()).toBe("Elsewhere");
      expect(await page.getByLabel("Phone").inputValue()).toBe("123");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByText("Two Writers was saved.").waitFor();

      const { body } = await callFromPage(page, "GET", `/contacts/${contact.id}`);
      expect(body).toMatchObject({ company: "Elsewhere", title: "My title", phone: "123", version: 3 });
    }));

  it("deletes only the contact that was looked at", () =>
    app.visit({ as: "alice", provokes: /status of 412/ }, async (page) => {
      const contact = await newContact(page, { firstName: "Late", lastName: "Change" });
      await page.reload();
      await search(page, "Late Change");
      await page.getByRole("button", { name: "Delete Late Change" }).click();
      await callFromPage(page, "PATCH", `/contacts/${contact.id}`, { title: "Promoted" });
      await page.getByRole("button", { name: "Delete contact" }).click();
      await page.getByText("changed by somebody else").waitFor();
      await page.getByRole("button", { name: "Reload" }).click();
      await page.getByText("Late Change (Promoted) will be gone").waitFor();
      await page.getByRole("button", { name: "Delete contact" }).click();
      await page.getByText("Late Change was deleted.").waitFor();
    }));

  it("is told when the contact is gone already", () =>
    app.visit({ as: "alice", provokes: /status of 404/ }, async (page) => {
      const contact = await newContact(page, { firstName: "Gone", lastName: "Already" });
      await page.reload();
      await search(page, "Gone Already");
      await callFromPage(page, "DELETE", `/contacts/${contact.id}`);
      await page.getByRole("button", { name: "Gone Already", exact: true }).click();
      await page.getByText("This contact no longer exists.").waitFor();
      await page.getByRole("button", { name: "Edit Gone Already" }).click();
      await page.getByRole("dialog").getByText("This contact no longer exists.").waitFor();
    }));
});

describe("names are text", () => {
  it("a contact's", () =>
    app.visit({ as: "alice" }, async (page) => {
      const name = `<img src=x onerror=alert(1)> <script>alert(2)</script>`;
      const contact = await newContact(page, { firstName: name, lastName: `"'&amp;`, notes: name });
      await page.goto(`${app.url}/?contact=${contact.id}`);
      await page
        .getByRole("complementary")
        .getByRole("heading", { name: `${name} "'&amp;` })
        .waitFor();
      expect(await page.locator("img, main script").count()).toBe(0);
      await callFromPage(page, "DELETE", `/contacts/${contact.id}`);
    }));

  it("mallory's own", () =>
    app.visit({ as: "mallory" }, async (page) => {
      await page.getByText("Signed in as").waitFor();
      expect(await page.getByRole("banner").textContent()).toContain("<script>");
      expect(await page.locator("header script").count()).toBe(0);
    }));
});

describe("search", () => {
  it("is kept in the address: after a reload, with Back, in a shared link", () =>
    app.visit({ as: "bob" }, async (page) => {
      await page.getByRole("table").waitFor();
      await search(page, "smith");
      await page.waitForURL(`${app.url}/?q=smith`);
      const found = await page.locator("tbody tr").count();
      expect(found).toBeLessThan(20);
      await rowOf(page, "John Smith").waitFor();

      await page.reload();
      await rowOf(page, "John Smith").waitFor();
      expect(await page.getByRole("searchbox").inputValue()).toBe("smith");

      await page.goBack();
      await expectRows(page, 20);
      expect(await page.getByRole("searchbox").inputValue()).toBe("");
    }));

  it("says so when nothing matches", () =>
    app.visit({ as: "bob", path: "/?q=nobody%20has%20this%20name" }, async (page) => {
      await page.getByText("No contacts match “nobody has this name”.").waitFor();
      await page.getByRole("button", { name: "Clear search" }).click();
      await expectRows(page, 20);
    }));
});

describe("pages of the list", () => {
  it("lead through all contacts, each once, and back", () =>
    app.visit({ as: "bob" }, async (page) => {
      const names = async () => {
        await page.locator(".list[aria-busy=false] tbody tr").first().waitFor();
        return page.locator("tbody .name-button").evaluateAll((buttons) => buttons.map(({ id }) => id));
      };
      const first = await names();
      expect(await page.getByRole("button", { name: "Previous" }).isDisabled()).toBe(true);
      const seen = [...first];
      for (let number = 2; await page.getByRole("button", { name: "Next" }).isEnabled(); number++) {
        await page.getByRole("button", { name: "Next" }).click();
        await page.getByText(`Page ${number}`, { exact: true }).waitFor();
        await page.locator(".list[aria-busy=false]").waitFor();
        seen.push(...(await names()));
      }
      expect(seen).toEqual((await allContacts(page)).map(({ id }) => `contact-${id}`));

      const last = await names();
      await page.reload();
      expect(await names()).toEqual(last);
      for (let pages = Math.ceil(seen.length / 20); pages > 1; pages--) {
        await page.getByRole("button", { name: "Previous" }).click();
        await page.getByText(`Page ${pages - 1}`, { exact: true }).waitFor();
        await page.locator(".list[aria-busy=false]").waitFor();
      }
      expect(await names()).toEqual(first);
    }));

  it("show a page that a link leads to, with a way to the first", () =>
    app.visit({ as: "bob", path: "/" }, async (page) => {
      const { body } = await callFromPage<{ next: string }>(page, "GET", "/contacts");
      await page.goto(`${app.url}/?after=${encodeURIComponent(body.next)}`);
      await page.getByRole("button", { name: "First page" }).click();
      await page.getByText("Page 1", { exact: true }).waitFor();
    }));

  it("that do not exist are a message, not an empty page", () =>
    app.visit({ as: "bob", path: "/?after=nonsense", provokes: /status of 400/ }, async (page) => {
      await page.getByText("This search or page of results does not exist.").waitFor();
      await page.getByRole("button", { name: "Show all contacts" }).click();
      await expectRows(page, 20);
    }));
});

describe("the panel", () => {
  it("shows exactly what was sent to the policy decision point, and its answer", () =>
    app.visit({ as: "bob", path: "/?q=smith" }, async (page) => {
      await page.getByRole("button", { name: "John Smith", exact: true }).click();
      const panel = page.getByRole("complementary");
      await panel.getByRole("heading", { name: "John Smith" }).waitFor();
      const id = new URL(page.url()).searchParams.get("contact");
      const { body } = await callFromPage<{ request: object; response: object }>(
        page,
        "GET",
        `/contacts/${id}/decision`,
      );
      expect(
        JSON.parse((await panel.getByRole("region", { name: "The request as JSON" }).textContent()) ?? ""),
      ).toEqual(body.request);
      const answer = panel.getByRole("region", { name: "The answer as JSON" });
      expect(JSON.parse((await answer.textContent()) ?? "")).toEqual(body.response);
      expect(body).toMatchObject({
        request: {
          principal: { roles: ["Everyone", "user"] },
          resource: { kind: "contact", id, attr: { firstName: "John", lastName: "Smith" } },
          actions: ["list", "read", "update", "delete"],
        },
      });
      expect(await answer.locator(".json-allow").allTextContents()).toEqual(['"EFFECT_ALLOW"', '"EFFECT_ALLOW"']);
      expect(await answer.locator(".json-deny").allTextContents()).toEqual(['"EFFECT_DENY"', '"EFFECT_DENY"']);
      expect(await panel.getByRole("listitem").allTextContents()).toEqual([
        "list allowed",
        "read allowed",
        "update denied",
        "delete denied",
      ]);

      await panel.getByRole("button", { name: "Close the contact" }).click();
      await panel.getByRole("heading", { name: "You, as the policy sees you" }).waitFor();
      expect(new URL(page.url()).search).toBe("?q=smith");
    }));

  it("is a sheet over the list on a narrow screen, and Escape closes it", () =>
    app.visit({ as: "bob", path: "/?q=smith", width: 360, height: 740 }, async (page) => {
      await page.getByRole("button", { name: "John Smith", exact: true }).click();
      const sheet = page.getByRole("dialog", { name: "Contact in focus" });
      await sheet.getByRole("heading", { name: "John Smith" }).waitFor();
      await page.keyboard.press("Escape");
      await sheet.waitFor({ state: "detached" });
      expect(await focusedText()).toBe("John Smith");

      function focusedText(): Promise<string | null | undefined> {
        return page.evaluate(() => document.activeElement?.textContent);
      }
    }));
});

describe("when something is away", () => {
  it("a silent policy decision point is a plain message with a retry", () =>
    app.visit({ as: "bob", provokes: /status of 503/ }, async (page) => {
      await page.getByRole("table").waitFor();
      await page.route("**/contacts?*", (route) =>
        route.fulfill({ status: 503, json: { error: "Authorization unavailable" } }),
      );
      await search(page, "smith");
      await page.getByRole("alert").getByText("The policy decision point did not answer").waitFor();
      expect(await page.getByRole("table").count()).toBe(0);
      await page.unroute("**/contacts?*");
      await page.getByRole("button", { name: "Try again" }).click();
      await rowOf(page, "John Smith").waitFor();
    }));

  it("so is a lost connection", () =>
    app.visit({ as: "alice", provokes: /ERR_INTERNET_DISCONNECTED/ }, async (page, context) => {
      await page.getByRole("button", { name: "New contact" }).click();
      await page.getByLabel("First name").fill("Off");
      await page.getByLabel("Last name").fill("Line");
      await context.setOffline(true);
      await page.getByRole("button", { name: "Create contact" }).click();
      await page.getByText("The server cannot be reached.").waitFor();
      await context.setOffline(false);
      await page.getByRole("button", { name: "Create contact" }).click();
      await page.getByText("Off Line was created.").waitFor();
      const created = (await allContacts(page)).filter((contact: KnownContact) => nameOf(contact) === "Off Line");
      expect(created).toHaveLength(1);
    }));
});
