/** The contract `think-tank`. */
import { z } from 'zod';
import type { MutationResolvers, Resolvers } from '../../schema/generated/think-tank.ts';
import { staffOf } from '../commons/access.ts';
import { done, notFound, refused } from '../commons/errors.ts';
import { newId } from '../commons/ids.ts';
import { checkInput, idOf, organisationId, text, themes } from '../commons/input.ts';
import { referenceOf } from '../commons/nodes.ts';
import { newestFirst } from '../commons/shared.ts';
import { themesOf } from '../commons/themes.ts';
import { summaryOf } from './abstract.ts';
import type { Context } from './context.ts';
import { anchoringOf, mayRead, PAPER_STATUSES, type PaperRow, readableBy } from './paper.ts';

/** The paper with this id; null when it is not there, or not for the caller to see. */
export async function findPaper(
  id: string,
  { load, caller, organisation }: Context,
): Promise<PaperRow | null> {
  const paper = await load.paper.load(id);
  return paper && mayRead(paper, caller, organisation) ? paper : null;
}

const claim = z.object({
  text: text(1, 1_000),
  experiences: z
    .array(idOf('experience'))
    .max(50, 'at most 50 experiences')
    .transform((ids) => [...new Set(ids)]),
});

const publishing = z.object({
  organisation: organisationId,
  title: text(3, 200),
  abstract: text(1, 2_000),
  themes,
  status: z.enum(PAPER_STATUSES),
  claims: z
    .array(claim)
    .max(100, 'at most 100 claims')
    .transform((claims) => claims.map((made, at) => ({ ...made, id: String(at + 1) }))),
});

const citing = z.object({
  paper: idOf('paper'),
  claim: z.string(),
  experience: idOf('experience'),
});

const Mutation: MutationResolvers = {
  async publishPaper(_root, args, { caller, organisation, tables }) {
    staffOf(caller, organisation, 'EDITOR');
    const given = checkInput(publishing, args.input);
    const now = new Date();
    const paper = await tables.papers.publish({
      ...given,
      _id: newId(organisation.id, 'paper'),
      organisation: organisation.id,
      summary: summaryOf(given.abstract),
      area: null,
      startsAt: null,
      createdAt: now,
      changedAt: now,
    });
    return { paper, ...done };
  },

  async citeExperience(_root, args, context) {
    const { caller, organisation, tables } = context;
    staffOf(caller, organisation, 'EDITOR');
    const { paper: id, claim: claimId, experience } = checkInput(citing, args.input);
    const paper = await findPaper(id, context);
    if (!paper) throw notFound('input.paper', 'paper', id);
    if (!paper.claims.some((made) => made.id === claimId))
      throw notFound('input.claim', 'claim', claimId);
    const changed = await tables.papers.cite(id, claimId, experience);
    if (!changed)
      return refused(
        'ALREADY_CITED',
        'This claim rests on that experience already.',
        'input.experience',
      );
    context.load.paper.clear(id);
    return { paper: changed, ...done };
  },
};

export const resolvers: Resolvers = {
  Mutation,
  Organisation: {
    __resolveReference: ({ id }, { organisation }) => (id === organisation.id ? { id } : null),
    papers: (_organisation, args, { caller, organisation, tables }) =>
      tables.papers.page({ filter: readableBy(caller, organisation), order: newestFirst, args }),
  },
  Paper: {
    __resolveReference: referenceOf('paper', findPaper),
    id: ({ _id }) => _id,
    organisation: ({ organisation }) => ({ id: organisation }),
    themes: (paper) => themesOf(paper.themes),
    anchoring: anchoringOf,
  },
  Claim: {
    // Whoever owns an experience answers for it; here only its id is known.
    experiences: ({ experiences }) => experiences.map((id) => ({ id })),
  },
};
