import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeViolations, widthBeyondWindow } from "./support/axe.js";
import { expectRows } from "./support/contacts.js";
import { contactsApp } from "./support/contacts-app.js";
import type { Person } from "./support/people.js";

const app = contactsApp();

interface State {
  readonly name: string;
  readonly as?: Person;
  readonly path?: string;
  readonly provokes?: RegExp;
  /** Brings the page into the state. */
  readonly reach: (page: Page) => Promise<unknown>;
}

const dialogOf = (button: string | RegExp, then: string) => async (page: Page) => {
  await page.getByRole("button", { name: button }).first().click();
  await page.getByRole("button", { name: then }).waitFor();
};

/** Every state that the page can be in. */
const states: State[] = [
  { name: "signed out", reach: (page) => page.getByRole("link", { name: "Login" }).waitFor() },
  { name: "the provider's login", path: "/login", reach: (page) => page.locator("input[name=login]").waitFor() },
  { name: "the list of a user", as: "bob", reach: (page) => page.getByRole("button", { name: "Next" }).waitFor() },
  { name: "the list of an admin", as: "alice", reach: (page) => page.getByRole("button", { name: "Next" }).waitFor() },
  { name: "nobody's groups", as: "carol", reach: (page) => page.getByText("You may not list contacts").waitFor() },
  {
    name: "many groups, all shown",
    as: "erin",
    reach: (page) => page.getByRole("button", { name: "115 more" }).first().click(),
  },
  {
    name: "a reason, shown",
    as: "bob",
    reach: async (page) => {
      await page
        .getByRole("button", { name: /^Delete/ })
        .nth(1)
        .focus();
      await page.locator(".reason.shown").waitFor();
    },
  },
  {
    name: "a contact in focus",
    as: "bob",
    path: "/?q=smith",
    reach: async (page) => {
      await page.getByRole("button", { name: "John Smith", exact: true }).click();
      await page.getByRole("heading", { name: "Decision", exact: true }).waitFor();
    },
  },
  { name: "nothing found", as: "bob", path: "/?q=zzz", reach: (page) => page.getByText("No contacts match").waitFor() },
  {
    name: "a failed list",
    as: "bob",
    path: "/?after=nonsense",
    provokes: /status of 400/,
    reach: (page) => page.getByRole("alert").waitFor(),
  },
  { name: "the form of a new contact", as: "alice", reach: dialogOf("New contact", "Create contact") },
  {
    name: "the form with problems",
    as: "alice",
    reach: async (page) => {
      await dialogOf("New contact", "Create contact")(page);
      await page.getByRole("button", { name: "Create contact" }).click();
      await page.getByText("Enter a first name.").waitFor();
    },
  },
  { name: "the form of an old contact", as: "alice", reach: dialogOf(/^Edit/, "Save changes") },
  { name: "the question before a delete", as: "alice", reach: dialogOf(/^Delete/, "Delete contact") },
  {
    name: "a session that has ended",
    as: "bob",
    provokes: /status of 401/,
    reach: async (page) => {
      await page.getByRole("button", { name: "Next" }).waitFor();
      await page.context().clearCookies();
      await page.getByRole("searchbox").fill("x");
      await page.getByText("Your session has ended.").waitFor();
    },
  },
];

const screens = [360, 1280].flatMap((width) => (["light", "dark"] as const).map((scheme) => ({ width, scheme })));

describe.each(screens)("at $width pixels, $scheme", ({ width, scheme }) => {
  it.each(states)("axe finds nothing, and nothing is wider than the screen: $name", ({ reach, name: _, ...visit }) =>
    app.visit({ ...visit, width, scheme, height: 800 }, async (page) => {
      await reach(page);
      expect(await axeViolations(page)).toEqual([]);
      expect(await widthBeyondWindow(page)).toBeLessThanOrEqual(0);
    }),
  );
});

describe("by keyboard alone", () => {
  it("a contact is created, opened and left again", () =>
    app.visit({ as: "alice" }, async (page) => {
      await page.getByRole("table").waitFor();
      await tabTo(page, "New contact");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      await page.locator("[name=firstName]:focus").waitFor();
      await page.keyboard.type("Key");
      await page.keyboard.press("Tab");
      await page.keyboard.type("Board");
      await page.keyboard.press("Enter");
      await page.getByText("Key Board was created.").waitFor();

      await tabTo(page, "Search contacts", "Shift+Tab");
      await page.keyboard.type("key board");
      await page.keyboard.press("Enter");
      await expectRows(page, 1);
      await tabTo(page, "Key Board");
      await page.keyboard.press("Enter");
      await page.locator("#panel:focus").waitFor();
      await tabTo(page, "Close the contact");
      await page.keyboard.press("Enter");
      expect(await nameOfFocus(page)).toBe("Key Board");
    }));

  it("the focus stays inside an open dialog, and Escape gives it back to the button that opened it", () =>
    app.visit({ as: "alice" }, async (page) => {
      await page.getByRole("table").waitFor();
      await tabTo(page, "New contact");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor();
      for (let presses = 0; presses < 25; presses++) {
        await page.keyboard.press("Tab");
        const inside = await page.evaluate(
          () => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null,
        );
        expect(inside).toBe(true);
      }
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      expect(await nameOfFocus(page)).toBe("New contact");
    }));

  it("a button that is out of reach tells its reason, and Escape puts that away", () =>
    app.visit({ as: "bob" }, async (page) => {
      await page.getByRole("table").waitFor();
      await tabTo(page, "New contact");
      const reason = page.getByText("The policy does not allow create for your roles: Everyone, user.");
      expect(await reason.isVisible()).toBe(true);
      await page.keyboard.press("Escape");
      await reason.waitFor({ state: "hidden" });
      await page.keyboard.press("Enter");
      await reason.waitFor({ state: "visible" });
      expect(await page.getByRole("dialog").count()).toBe(0);
    }));
});

/** Presses Tab until the control with that name has the focus. */
async function tabTo(page: Page, name: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press(key);
    if ((await nameOfFocus(page)) === name) return;
  }
  throw new Error(`Tab does not lead to "${name}".`);
}

/** The label or text of the control that has the focus. */
const nameOfFocus = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    return (element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? "").trim();
  });
