/** Who runs operations in tests of the gateway: `EXECUTOR=apollo npm test` compares. */
import { executorSetting } from '../../gateway/federation.ts';
import { readSettings } from '../../platform/settings.ts';

export const { EXECUTOR } = readSettings({ EXECUTOR: executorSetting });
