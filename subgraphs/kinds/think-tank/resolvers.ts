/** The contract `think-tank`. */
import { z } from 'zod';
import type {
  ClaimInput,
  MutationResolvers,
  Resolvers,
} from '../../../schema/generated/think-tank.ts';
import { may } from '../../organisation/members/may.ts';
import { done, notFound, refused } from '../../framework/errors.ts';
import { live } from '../../framework/lists/freshness.ts';
import { newId } from '../../framework/ids.ts';
import { checkInput, idOf, organisationId, text } from '../../framework/input.ts';
import { themes } from '../../cards/input.ts';
import { needLinked, referenceOf, servingOrganisation } from '../../framework/nodes.ts';
import { PAPER_STATUSES, paperCard } from './paper-list.ts';
import { MOST_CITES } from '../../cards/card.ts';
import { summaryOf } from './abstract.ts';
import type { Context } from './context.ts';
import { anchoringOf, citedBy, inPublic, type PaperRow } from './paper.ts';

export const findPaper = (id: string, { load }: Context): Promise<PaperRow | null> =>
  load.paper.load(id);

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
    .refine(
      (claims) => citedBy(claims).length <= MOST_CITES,
      `claims that rest on at most ${MOST_CITES} experiences in all`,
    )
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
    const { organisation, tables } = context;
    const given = checkInput(recording, args.input);
    await needEvidence(args.input.claims ?? [], context);
    const now = new Date();
    const paper = await tables.papers.record({
      ...given,
      _id: newId(organisation.id, 'paper'),
      organisation: organisation.id,
      summary: summaryOf(given.abstract),
      cites: citedBy(given.claims),
      area: null,
      startsAt: null,
      createdAt: now,
    });
    return { paper, ...done };
  },

  async citeExperience(_root, args, context) {
    const { tables } = context;
    const { paper: id, claim: claimId, experience } = checkInput(citing, args.input);
    const paper = await findPaper(id, context);
    if (!paper) throw notFound('input.paper', 'paper', id);
    if (!paper.claims.some((made) => made.id === claimId))
      throw notFound('input.claim', 'claim', claimId);
    await needLinked('input.experience', 'experience', experience, context);
    const changed = await tables.papers.cite(id, claimId, experience);
    context.load.paper.clear(id);
    if (changed) return { paper: changed, ...done };
    const stands = await context.load.paper.load(id);
    const has = stands?.claims.some(
      (made) => made.id === claimId && made.experiences.includes(experience),
    );
    return has
      ? refused('ALREADY_CITED', 'This claim rests on that experience already.', 'input.experience')
      : refused(
          'PAPER_FULL',
          `This paper rests on ${MOST_CITES} experiences, the most.`,
          'input.paper',
        );
  },
};

export const resolvers: Resolvers = {
  Mutation,
  Organisation: {
    __resolveReference: servingOrganisation,
    papers: (_organisation, args, context) =>
      context.load.page('papers', args, async () => {
        const { tables, known } = context;
        const within = (await may(context, 'papers:manage')) ? {} : inPublic;
        return tables.papers.list(args, { known, within });
      }),
  },
  Paper: {
    __resolveReference: referenceOf('paper', findPaper),
    ...paperCard,
    organisation: (_paper, _args, { organisation }) => organisation,
    anchoring: anchoringOf,
  },
  PaperConnection: { freshness: live },
  Claim: {
    // Whoever owns an experience answers for it; here only its id is known.
    experiences: ({ experiences }) => experiences.map((id) => ({ id })),
  },
};
