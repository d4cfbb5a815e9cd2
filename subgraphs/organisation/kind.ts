/** What a kind of organisation is: the contract that only such organisations serve, and the Modules that serve it. */
import type { Contract } from '../../schema/contracts.ts';
import type { CardSource } from '../feed/publish/card-source.ts';
import type { AnyModule } from '../framework/module.ts';

export interface Kind {
  contract: Contract;
  modules: readonly AnyModule<CardSource>[];
}
