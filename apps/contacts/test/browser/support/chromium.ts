import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflate } from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const pack = join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "..");
const { version } = JSON.parse(readFileSync(join(pack, "package.json"), "utf8")) as { version: string };
const home = fileURLToPath(new URL(`../../../../../node_modules/.cache/chromium-${version}`, import.meta.url));

/**
 * Starts the Chromium that came with `npm ci`. It needs no package of the machine's: its libraries and a font travel
 * with it. The first start unpacks them (2 s) into node_modules/.cache.
 *
 * Not the package's own flags: those are for AWS Lambda, and `--disable-web-security` among them would switch off what
 * these tests are about. The sandbox is off because a container's root user has none.
 */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(home)) await unpack();
  return chromium.launch({
    executablePath: join(home, "chromium"),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(home, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":"),
      FONTCONFIG_FILE: join(home, "fonts.conf"),
    },
  });
}

/** Unpacks beside the final place and renames, so that a broken-off run leaves no half browser behind. */
async function unpack(): Promise<void> {
  await mkdir(dirname(home), { recursive: true });
  const fresh = await mkdtemp(`${home}-`);
  // The package unpacks into the system's temporary folder and nowhere else.
  const { TMPDIR } = process.env;
  process.env.TMPDIR = fresh;
  try {
    await Promise.all(["chromium.br", "fonts.tar.br", "al2023.tar.br"].map((name) => inflate(join(pack, "bin", name))));
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  await writeFile(join(fresh, "fonts.conf"), fontsConf);
  try {
    await rename(fresh, home);
  } catch (error) {
    await rm(fresh, { recursive: true });
    if (!existsSync(home)) throw error; // else another run was quicker
  }
}

/** The font of the package for every sans-serif text, so that pictures look alike on all machines. */
const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${home}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
  <alias binding="same"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="same"><family>ui-sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;
