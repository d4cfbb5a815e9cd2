/** An audience in words that complete "to …". */
import { RIGHTS } from '../../identity/rights.ts';
import type { RowRuleInWords } from '../framework/row-rules.ts';
import { holdersOf } from '../framework/access/holders.ts';
import type { Condition } from '../framework/access/requirement.ts';
import type { Audience } from './audience.ts';

/** The rules of rows in words, by name. */
export type Rules = Readonly<Record<string, RowRuleInWords>>;

/**
 * Whom an audience has.
 * @example toWhom([[{ kind: 'rule', rule: 'member:self' }]], rules) // 'the member themselves'
 */
export function toWhom(audience: Audience, rules: Rules): string {
  return audience.map((conditions) => alternative(conditions, rules)).join('; or ') || 'nobody';
}

function alternative(conditions: readonly Condition[], rules: Rules): string {
  const words = conditions.map((condition) => wordsOf(condition, rules));
  const who = words.flatMap((one) => ('who' in one ? one.who : []));
  const where = words.flatMap((one) => ('where' in one ? one.where : []));
  const people = who.length > 0 ? who.join(' and at once ') : 'everyone';
  return where.length > 0 ? `${people}, where ${where.join(' and ')}` : people;
}

function wordsOf(condition: Condition, rules: Rules): RowRuleInWords {
  if (condition.kind === 'signed in') return { who: 'those signed in, each of themselves' };
  if (condition.kind === 'right')
    return { who: `those who may ${RIGHTS[condition.right]} (${holdersOf([condition.right])})` };
  const rule = rules[condition.rule];
  if (!rule) throw new Error(`Expected words for the rule "${condition.rule}", but got none.`);
  return rule;
}
