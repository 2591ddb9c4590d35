import { claimLink } from '../../references/claim';
import { lookBack } from '../../references/held';
import { CLAIM, knownLinks, type Reach } from '../../references/known';
import type { Operation } from '../../runtime/operation';
import { additionalFieldsProperty, optionsProperty } from '../../shared/fields';
import { LINK_META, LINK_META_JSON, LINK_REUSABLE } from '../../shared/linkFields';
import { DOMAIN, locatorProperty, OPTIONAL_PROJECT, PROJECT, WORKSPACE } from '../../shared/locators';
import { asText } from '../../shared/objects';
import { linkOutput } from '../../shared/outputs';
import { shorten } from '../../shared/texts';
import { DAY_MS, minuteOf } from '../../shared/time';
import { systemClock } from '../../transport/clock';
import { readCreation, readMeta } from './body';
import { MATCH_DETAILS, MATCH_FIELDS, readMatch } from './match';

const LOOK_BACK = {
	displayName: 'Look Back (Days)',
	name: 'lookBackDays',
	type: 'number' as const,
	typeOptions: { minValue: 0 },
	default: 30,
	description: 'How many days back to look for an existing link',
};

/** The hint for a new link where Look Back holds more links than one reading goes through. */
const REACHED =
	'Only the newest links were searched ({}), which is the maximum. An older link with the same reference may exist. Lower Look Back (Days) to search less.';

/**
 * One link for a reference (design, 10): the API has neither an idempotency key nor a filter by reference. It rests on the list
 * of links (evidence grade C) and on PUT, POST and DELETE.
 */
export const upsert: Operation = {
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update a link',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
	},
	properties: [
		locatorProperty(WORKSPACE),
		locatorProperty(DOMAIN),
		...MATCH_FIELDS,
		LINK_REUSABLE,
		LINK_META,
		additionalFieldsProperty([LINK_META_JSON, OPTIONAL_PROJECT, ...MATCH_DETAILS]),
		optionsProperty([LOOK_BACK]),
	],
	prepare(parameters) {
		const workspaceId = parameters.workspaceId();
		const fields = parameters.collection('additionalFields');
		const { reference, labels, ticketCreatedAt } = readMatch(parameters, fields);
		const { [CLAIM]: _mark, ...linkMeta } = readMeta(parameters, fields) ?? {};
		const body = readCreation(parameters, fields.optionalId(PROJECT));
		const lookBackDays = parameters.collection('options').number(LOOK_BACK) ?? LOOK_BACK.default;
		const wanted = {
			...{ workspaceId, reference, body, linkMeta },
			since: lookBack(lookBackDays * DAY_MS, ticketCreatedAt),
			fields: { ...labels, linkReusable: body.linkReusable },
		};
		return {
			async run(client, _files, tell) {
				const known = knownLinks(client, workspaceId, systemClock);
				const tools = { caller: client, known, clock: systemClock };
				const { link, isNew, hasOthers, reach } = await claimLink(tools, wanted);
				if (hasOthers)
					tell(
						'More than one link has the reference {}. The oldest was used, and the others were not changed.',
						`"${shorten(reference)}" (${asText(link.linkId)} was used)`,
					);
				if (reach) tell(REACHED, aboutReach(reach));
				return [{ json: linkOutput({ ...link, isNew }, workspaceId) }];
			},
		};
	},
	receipt: (link) => asText(link.linkId),
	again: {
		done: 'Running the workflow again uses the same links',
		unfinished: 'Running the workflow again completes these',
	},
};

/** What was read: how many links, and how far back. */
function aboutReach({ links, from }: Reach): string {
	return `${links.toLocaleString('en')} back to ${minuteOf(new Date(from).toISOString())}`;
}
