/** A real browser, where this machine has one, and a server of the files of a folder for it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';

/** Where Debian puts it, and others. */
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

/** Whether a browser is here. */
export const hasBrowser = CHROMIUM !== undefined;

export interface TestBrowser {
  page: Page;
  /** What the page wrote to its console as an error, and every error that it did not catch. */
  complaints: string[];
  close(): Promise<void>;
}

/** Starts it, with nothing of an earlier run. */
export async function aBrowser(): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'groundswell-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    page,
    complaints,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * Serves the files of a folder.
 * @param instead texts in the place of some of them, by name
 */
export async function aFileServer(folder: URL, instead: Readonly<Record<string, string>>) {
  const textOf = async (name: string) =>
    instead[name] ?? (await readFile(new URL(name, folder)).catch(() => null));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const type = TYPES[extname(name)];
    void textOf(name).then((text) =>
      text === null || !type
        ? response.writeHead(404).end()
        : response.writeHead(200, { 'content-type': type }).end(text),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
