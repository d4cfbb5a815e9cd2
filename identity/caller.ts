/** The caller of a request. */
import { z } from 'zod';
import { AT_HOME, OF_APPLICATIONS, OF_EVERYONE, OF_ROLE, type Right, RIGHTS } from './rights.ts';
import { Role } from '../schema/generated/enums.ts';

/**
 * A caller as one audience may see them. At home `person` is the id of the member or the application. At any other
 * organisation it is a pseudonym that only that organisation sees, and no role of home counts.
 */
export const callerSchema = z.strictObject({
  home: z.string().describe('The organisation that they sign in at.'),
  person: z.string().describe('Who they are.'),
  roles: z.array(z.enum(Role)).describe('What they do for their home organisation.'),
  application: z
    .array(z.enum(OF_APPLICATIONS))
    .nullable()
    .describe('The rights that an application was registered for; null for a person.'),
  scopes: z
    .array(z.enum(Object.keys(RIGHTS) as [Right, ...Right[]]))
    .nullable()
    .describe('The rights that their token is held to; null where it is held to none.'),
});
export type Caller = z.infer<typeof callerSchema>;

/** Whether the caller holds a right at an organisation, by the claims of their token. */
export function holds(caller: Caller | null, right: Right, organisation: string): boolean {
  if (!caller) return false;
  const rights: readonly Right[] = caller.application ?? [
    ...OF_EVERYONE,
    ...(caller.home === organisation ? rightsAtHome(caller) : []),
  ];
  const counts = caller.application === null || caller.home === organisation;
  return counts && rights.includes(right) && isInScopes(caller, right);
}

/**
 * Whether a caller may use a right that they hold. The token that a third party's page asked for may be held to some: it
 * acts in the name of a person, and is not the person.
 */
export const isInScopes = ({ scopes }: Caller, right: Right): boolean =>
  scopes === null || scopes.includes(right);

const rightsAtHome = ({ roles }: Caller): readonly Right[] => [
  ...AT_HOME,
  ...roles.flatMap((role) => OF_ROLE[role]),
];
