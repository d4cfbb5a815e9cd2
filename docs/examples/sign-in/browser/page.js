/** The page: ideas for everyone, and a button to support each for whoever signed in. */
import { ask, SignInAgain } from './ask.js';
import { beginSignIn, completeSignIn } from './sign-in.js';

const at = (id) => document.getElementById(id);

/** Of whoever signed in; null for a visitor. It is kept nowhere but here. */
let signedIn = null;

const say = (...sentences) => {
  at('status').textContent = sentences.join(' ');
};

/** Says in words what went wrong; a token that is over is let go of. */
async function saying(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof SignInAgain) await showSignedIn(null);
    say(error.message);
  }
}

async function showOrganisations() {
  const { data } = await ask('{ organisations(first: 100) { nodes { name issuer } } }');
  // One that cannot be answered is null in its place.
  const homes = data.organisations.nodes.filter((home) => home?.issuer);
  at('home').replaceChildren(...homes.map(({ name, issuer }) => new Option(name, issuer)));
}

async function showIdeas() {
  const { data, problems } = await ask(
    `{ policyIdeas(first: 10, orderBy: NEWEST) {
         nodes { id title organisation { name } tally { support } viewerPosition }
     } }`,
    {},
    signedIn?.token,
  );
  at('ideas').replaceChildren(...data.policyIdeas.nodes.filter(Boolean).map(ideaItem));
  if (problems.length > 0) say(...problems);
}

function ideaItem({ id, title, organisation, tally, viewerPosition }) {
  const item = document.createElement('li');
  const supported = viewerPosition === 'SUPPORT';
  item.append(`${title} (${organisation.name}): ${tally.support} support it. `);
  if (!signedIn) return item;
  const button = document.createElement('button');
  button.textContent = supported ? 'You support it' : 'Support';
  button.setAttribute('aria-label', `${button.textContent}: ${title}`);
  button.disabled = supported;
  button.addEventListener('click', () => void saying(() => support(id)));
  item.append(button);
  return item;
}

async function support(idea) {
  const { data, problems } = await ask(
    `mutation Support($idea: ID!) {
       takePosition(input: { idea: $idea, position: SUPPORT }) {
         idea { tally { support } }
         userErrors { message }
       }
     }`,
    { idea },
    signedIn.token,
  );
  const refusals = data.takePosition?.userErrors.map(({ message }) => message) ?? [];
  await showIdeas();
  say(...(problems.length + refusals.length > 0 ? [...problems, ...refusals] : ['Thank you.']));
}

async function showSignedIn(next) {
  signedIn = next;
  at('sign-in').hidden = signedIn !== null;
  at('viewer').hidden = signedIn === null;
  if (!signedIn) return;
  const query = '{ viewer { displayName organisation { name } } }';
  const { data } = await ask(query, {}, signedIn.token);
  // Someone may sign in before they join: then they are nobody on record yet.
  at('viewer').textContent = data.viewer
    ? `You are ${data.viewer.displayName}, of ${data.viewer.organisation.name}.`
    : 'You are signed in, and not a member on record yet.';
}

at('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  void saying(() => beginSignIn(at('home').value));
});

await saying(showOrganisations);
await saying(async () => showSignedIn(await completeSignIn()));
await saying(showIdeas);
