/** `Paper`, the lists of them, and how one is recorded and rests on experiences. */
import { z } from 'zod';
import type {
  ClaimInput,
  ClaimResolvers,
  MutationResolvers,
  OrganisationResolvers,
  PaperResolvers,
} from '../../../../schema/generated/think-tank.ts';
import { MOST_CITES, sharedFields } from '../../../cards/card.ts';
import { themes } from '../../../cards/input.ts';
import { done, notFound, refused } from '../../../framework/errors.ts';
import {
  checkInput,
  idOf,
  listOf,
  organisationId,
  setOf,
  text,
  withoutOrganisation,
} from '../../../framework/input.ts';
import { needLinked } from '../../../framework/nodes.ts';
import type { Context } from './context.ts';
import {
  anchoringOf,
  citedBy,
  claimsOf,
  claimFields,
  inPublic,
  MOST_EXPERIENCES,
  paperFields,
} from './paper.ts';
import { list } from './paper-list.ts';
import { PaperStatus } from '../../../../schema/generated/enums.ts';

const claim = z.object({
  text: text(claimFields.text),
  experiences: setOf({ maxItems: MOST_EXPERIENCES }, idOf('experience'), 'experiences'),
});

const recording = z
  .object({
    organisation: organisationId,
    title: text(sharedFields.title, 3),
    abstract: text(paperFields.abstract),
    themes,
    status: z.enum(PaperStatus),
    claims: listOf(paperFields.claims, claim, 'claims').refine(
      (claims) => citedBy(claims).length <= MOST_CITES,
      `claims that rest on at most ${MOST_CITES} experiences in all`,
    ),
  })
  .transform(withoutOrganisation);

const citing = z.object({
  paper: idOf('paper'),
  claim: idOf('claim'),
  experience: idOf('experience'),
});

/** Every experience under these claims can be there. @throws NOT_FOUND naming one that cannot. */
async function needEvidence(claims: readonly ClaimInput[], context: Context): Promise<void> {
  const links = claims.flatMap(({ experiences }, claimAt) =>
    (experiences ?? []).map((id, at) => [`input.claims.${claimAt}.experiences.${at}`, id] as const),
  );
  await Promise.all(links.map(([at, id]) => needLinked(at, 'experience', id, context)));
}

const Mutation: MutationResolvers<Context> = {
  async recordPaper(_root, args, context) {
    const paper = checkInput(recording, args.input);
    await needEvidence(args.input.claims ?? [], context);
    return { paper: await context.tables.papers.record(context.newId('paper'), paper), ...done };
  },

  async citeExperience(_root, args, context) {
    const { tables, load } = context;
    const { paper: id, claim: claimId, experience } = checkInput(citing, args.input);
    const paper = await load.paper.load(id);
    if (!paper) throw notFound('input.paper', 'paper', id);
    const claimed = claimsOf(paper).find(({ _id }) => _id === claimId);
    if (!claimed) throw notFound('input.claim', 'claim of this paper', claimId);
    await needLinked('input.experience', 'experience', experience, context);
    const changed = await tables.papers.cite(id, claimed.number, experience);
    load.paper.clear(id);
    if (changed) return { paper: changed, ...done };
    const stands = await load.paper.load(id);
    const has = (stands ? claimsOf(stands) : []).some(
      (made) => made._id === claimId && made.experiences.includes(experience),
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

const Organisation: OrganisationResolvers<Context> = {
  papers: (_organisation, args, { tables, readOnce, owners, may }) =>
    readOnce('papers', args, async () =>
      tables.papers.list(args, {
        owners,
        baseFilter: (await may('papers:manage')) ? {} : inPublic,
      }),
    ),
};

const Paper: PaperResolvers<Context> = { ...list.shows, claims: claimsOf, anchoring: anchoringOf };

const Claim: ClaimResolvers<Context> = {
  // Whoever owns an experience answers for it; here only its id is known.
  experiences: ({ experiences }) => experiences.map((id) => ({ id })),
};

export const resolvers = { Mutation, Organisation, Paper, Claim };
