/** The page on which someone chooses who to be. It is plain HTML: no script, no image, nothing from elsewhere. */
import { inWords, type Person } from '../sample/people.ts';

/** Nothing but the page's own style is loaded, nobody frames it, and its form leads back to this machine. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; " +
    "form-action 'self' http://127.0.0.1:* http://localhost:*",
};

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
  ul { list-style: none; padding: 0; }
  button { font: inherit; width: 100%; text-align: start; padding: 0.5rem 0.75rem; margin: 0.125rem 0; }
`;

/** The people of an organisation, those with roles first: one button each. */
export function signInPage(organisation: string, people: readonly Person[]): string {
  const staff = people.filter(({ roles }) => roles.length > 0);
  const members = people.filter(({ roles }) => roles.length === 0);
  const name = escaped(organisation);
  return page(
    `Sign in at ${name}`,
    `<h1>Sign in at ${name}</h1>
<p>This is the local issuer, for development. Everyone here is invented: choose who to be.</p>
<form method="post">
${list('With a role', staff)}
${list('Members', members)}
</form>`,
  );
}

/** What someone reads who comes too late, or from nowhere. */
export const tooLatePage = (): string =>
  page(
    'Begin again',
    '<h1>Begin again</h1>\n<p>This sign-in is over, or was never begun. Go back to where you came from and sign in anew.</p>',
  );

const list = (heading: string, people: readonly Person[]): string =>
  people.length === 0
    ? ''
    : `<h2>${heading}</h2>\n<ul>\n${people.map((person) => `<li>${button(person)}</li>`).join('\n')}\n</ul>`;

const button = (person: Person): string =>
  `<button name="person" value="${escaped(person.id)}">${escaped(person.name)}, ${inWords(person)}</button>`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
