/** The contract `think-tank`. */
import { z } from 'zod';
import type {
  ClaimInput,
  MutationResolvers,
  Resolvers,
} from '../../schema/generated/think-tank.ts';
import { staffOf } from '../commons/access.ts';
import { done, notFound, refused } from '../commons/errors.ts';
import { newId } from '../commons/ids.ts';
import { checkInput, idOf, organisationId, text, themes } from '../commons/input.ts';
import { needLinked, referenceOf, servingOrganisation } from '../commons/nodes.ts';
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

const recording = z.object({
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

/** Every experience under these claims can be there. @throws NOT_FOUND naming one that cannot. */
async function needEvidence(claims: readonly ClaimInput[], context: Context): Promise<void> {
  const links = claims.flatMap(({ experiences = [] }, claimAt) =>
    experiences.map((id, at) => [`input.claims.${claimAt}.experiences.${at}`, id] as const),
  );
  await Promise.all(links.map(([at, id]) => needLinked(at, 'experience', id, context)));
}

const Mutation: MutationResolvers = {
  async recordPaper(_root, args, context) {
    const { caller, organisation, tables } = context;
    staffOf(caller, organisation, 'EDITOR');
    const given = checkInput(recording, args.input);
    await needEvidence(args.input.claims ?? [], context);
    const now = new Date();
    const paper = await tables.papers.record({
      ...given,
      _id: newId(organisation.id, 'paper'),
      organisation: organisation.id,
      summary: summaryOf(given.abstract),
      area: null,
      startsAt: null,
      createdAt: now,
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
    await needLinked('input.experience', 'experience', experience, context);
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
    __resolveReference: servingOrganisation,
    papers: (_organisation, args, { caller, organisation, tables, load }) =>
      load.page('papers', args, () =>
        tables.papers.page({ filter: readableBy(caller, organisation), order: newestFirst, args }),
      ),
  },
  Paper: {
    __resolveReference: referenceOf('paper', findPaper),
    id: ({ _id }) => _id,
    organisation: (_paper, _args, { organisation }) => organisation,
    themes: (paper) => themesOf(paper.themes),
    anchoring: anchoringOf,
  },
  Claim: {
    // Whoever owns an experience answers for it; here only its id is known.
    experiences: ({ experiences }) => experiences.map((id) => ({ id })),
  },
};
