import { describe, expect, test } from '@jest/globals';
import { readOrganisations } from '../../../../directory/organisations.ts';
import { listOf, whoIs } from '../../../../development/issuer/token/reference.ts';
import { peopleOf } from '../../../../development/sample/people.ts';
import { Role } from '../../../../schema/generated/enums.ts';

const organisations = readOrganisations(undefined, {});

describe('a reference', () => {
  test.each(Role)('to %s is someone of that organisation with that role', (role) => {
    const found = whoIs(`unite/${role.toLowerCase().replace('_', '-')}`, organisations);
    expect(found.organisation).toBe('unite');
    expect(found.roles).toContain(role);
    expect(peopleOf('unite')).toContainEqual(expect.objectContaining({ id: found.id }));
  });

  test('to a member is someone without a role', () => {
    expect(whoIs('labour/member', organisations).roles).toEqual([]);
  });

  test('by a name is whoever has it, in small letters too', () => {
    const { name, id } = peopleOf('progress')[7]!;
    expect(whoIs(`progress/${name.toUpperCase()}`, organisations).id).toBe(id);
  });

  test('by a name that only one person has needs no organisation', () => {
    const everyone = organisations.flatMap(({ id }) => [...peopleOf(id)]);
    const unique = everyone.find(
      ({ name }) => everyone.filter((p) => p.name === name).length === 1,
    );
    expect(whoIs(unique!.name, organisations).id).toBe(unique!.id);
  });

  test('by a name that several have says where they are', () => {
    expect(() => whoIs('organiser', organisations)).toThrow(
      /^--as: "organiser" is someone at labour and at unite .+: say which, as in "labour\/organiser"\.$/,
    );
  });

  test('to the administrator of the coalition is a member nowhere', () => {
    const found = whoIs('coalition/administrator', organisations);
    expect(found.roles).toEqual(['ADMINISTRATOR']);
    expect(organisations.flatMap(({ id }) => peopleOf(id)).map(({ id }) => id)).not.toContain(
      found.id,
    );
  });

  test('to nobody says how to find out who there is', () => {
    expect(() => whoIs('labour/nobody', organisations)).toThrow(/npm run token -- --list/);
  });

  test('to an organisation that is not there, or has its own issuer, names those that are', () => {
    const [labour, ...others] = organisations;
    const signIn = { issuer: 'https://sign-in.labour.example' } as never;
    const some = [{ ...labour!, signIn }, ...others];
    expect(() => whoIs('labour/organiser', some)).toThrow(
      /^Expected one of unite, .+, coalition, but got "labour"\. An organisation that has an issuer/,
    );
    expect(listOf(some)).not.toMatch(/^labour\//m);
  });
});

test('the list has every role of every organisation, and each line is a reference', () => {
  const lines = listOf(organisations).split('\n');
  expect(lines).toHaveLength(organisations.length * (Role.length + 1) + 1);
  for (const line of lines) expect(line).toContain(whoIs(line.split(' ')[0]!, organisations).name);
});
