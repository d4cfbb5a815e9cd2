/** The petals of one organisation. */
import type { Connection } from 'mongoose';
import type { PetalFilter } from '../../../schema/generated/organisation.ts';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { insert } from '../../framework/mongo.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import { type Given, newPetal, petalModel, type PetalRow } from './petal.ts';
import { list } from './petal-list.ts';

/** @param organisation the id of whom they were given to */
export function petalsOf(db: Connection, organisation: string) {
  const petals = petalModel(db);
  return {
    cards: cardsFrom(petals, list),

    byIds: (ids: readonly string[]) => petals.find({ _id: { $in: ids } }).lean<PetalRow[]>(),

    list: (args: ListArgs<PetalFilter>, scope: Scope) => readList(petals, list, args, scope),

    /** Puts a new petal on record. */
    async give(_id: string, given: Given, person: string): Promise<PetalRow> {
      const petal = newPetal({ ...given, _id, organisation, person, createdAt: new Date() });
      return insert(petals, petal);
    },

    /** Paints a petal; null when there is none. */
    paint: (_id: string, colour: PetalRow['colour']) =>
      petals
        .findOneAndUpdate({ _id }, { $set: { colour } }, { returnDocument: 'after' })
        .lean<PetalRow>(),
  };
}
