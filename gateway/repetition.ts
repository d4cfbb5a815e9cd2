/** Limits on how often a document has the same, as rules of graphql-js compare all fields of one name in pairs. */
import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  Kind,
  type ValidationContext,
  visit,
} from 'graphql';

/** How often a name may stand in the answers of a document's fields: of those that select something, and of all. */
const MOST_SELECTING = 60;
const MOST_ALIKE = 250;

/** Rules walk each operation with all the fragments that it spreads. */
const MOST_OPERATIONS = 20;

/** A validation rule that refuses what would take long to validate, and has it validated no further. */
export function refuseRepetition(context: ValidationContext): ASTVisitor {
  return {
    Document: {
      enter(document) {
        const found = repetitionIn(document);
        if (found === null) return undefined;
        context.reportError(
          new GraphQLError(
            `This request has ${found}. Select each field one time, with all that you want of it.`,
          ),
        );
        // All rules go on with this one.
        return NOTHING;
      },
    },
  };
}

const NOTHING: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/** What a document has too often, in words. */
function repetitionIn(document: DocumentNode): string | null {
  const { length } = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (length > MOST_OPERATIONS) return `${length} operations: expected at most ${MOST_OPERATIONS}`;
  const selecting = new Map<string, number>();
  const alike = new Map<string, number>();
  visit(document, {
    Field({ alias, name: { value }, selectionSet }) {
      const name = alias?.value ?? value;
      alike.set(name, (alike.get(name) ?? 0) + 1);
      if (selectionSet) selecting.set(name, (selecting.get(name) ?? 0) + 1);
    },
  });
  return tooOften(selecting, MOST_SELECTING) ?? tooOften(alike, MOST_ALIKE);
}

function tooOften(counts: ReadonlyMap<string, number>, most: number): string | null {
  for (const [name, times] of counts)
    if (times > most) return `"${name}" ${times} times: expected at most ${most}`;
  return null;
}
