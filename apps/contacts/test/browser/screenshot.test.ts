import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { contactsApp } from "./support/contacts-app.js";

const app = contactsApp();

/** `UPDATE_SCREENSHOT=1` renews the picture of the README; else a picture is only tried. */
const inReadme = "docs/screenshot.png";
const target = process.env.UPDATE_SCREENSHOT === "1" ? inReadme : ".test-output/screenshot.png";
const inRepository = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

it("the README's picture: bob with a contact in focus", () =>
  app.visit({ as: "bob", height: 860 }, async (page) => {
    await page.locator("tbody .name-button").nth(2).click();
    await page.getByRole("heading", { name: "Decision", exact: true }).waitFor();
    await page.mouse.move(0, 0);
    mkdirSync(dirname(inRepository(target)), { recursive: true });
    await page.screenshot({ path: inRepository(target) });
    expect(statSync(inRepository(target)).size).toBeLessThan(200_000);
    expect(statSync(inRepository(inReadme)).size).toBeLessThan(200_000);
  }));
