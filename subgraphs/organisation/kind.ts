/** What a kind of organisation is: the contract that only such organisations serve, and the Modules that serve it. */
import type { ContractOfKind } from '../../schema/contract-names.ts';
import type { CardSource } from '../feed/publish/card-source.ts';
import type { AnyModule } from '../framework/module.ts';

export interface Kind {
  contract: ContractOfKind;
  modules: readonly AnyModule<CardSource>[];
}
