import type { IDataObject } from 'n8n-workflow';

import { claimLink } from '../../references/claim';
import { CLAIM, knownLinks, type Reach } from '../../references/known';
import type { Operation } from '../../runtime/operation';
import { ParameterError } from '../../shared/errors';
import { readIdentifier } from '../../shared/identity';
import { additionalFieldsProperty, optionsProperty } from '../../shared/fields';
import { LINK_REUSABLE, MAX_LENGTH, referenceProperty } from '../../shared/linkFields';
import { DOMAIN, locatorProperty, OPTIONAL_PROJECT, PROJECT, WORKSPACE } from '../../shared/locators';
import { asText } from '../../shared/objects';
import { linkOutput } from '../../shared/outputs';
import { shorten } from '../../shared/texts';
import { DAY_MS, minuteOf } from '../../shared/time';
import { systemClock } from '../../transport/clock';
import { LABEL_FIELDS, META_FIELDS, readCreation, readLabels, readMeta } from './body';

const REFERENCE = {
	...referenceProperty('linkReference'),
	required: true,
	description:
		'What the link is known by, e.g. the URL of the ticket: there is one link for each reference, in whatever domain or project it is. At most 2,048 characters.',
};

const LOOK_BACK = {
	displayName: 'Look Back (Days)',
	name: 'lookBackDays',
	type: 'number' as const,
	typeOptions: { minValue: 0 },
	default: 30,
	description:
		'How far back from the newest link an existing one is looked for. The first use reads that far.',
};

/** The hint for a new link where Look Back holds more links than one reading goes through. */
const REACHED =
	'Only the newest links were looked at ({}): that is the most. An older link with the same reference was not found, so there may be two. Enter a smaller Look Back (Days) to read less.';

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
		REFERENCE,
		LINK_REUSABLE,
		additionalFieldsProperty([...META_FIELDS, OPTIONAL_PROJECT, ...LABEL_FIELDS]),
		optionsProperty([LOOK_BACK]),
	],
	prepare(parameters) {
		const workspaceId = parameters.workspaceId();
		const fields = parameters.collection('additionalFields');
		const reference = readReference(parameters.value(REFERENCE.name));
		const { [CLAIM]: _mark, ...linkMeta } = readMeta(fields) ?? {};
		const body = readCreation(parameters, fields.optionalId(PROJECT));
		const lookBackDays = parameters.collection('options').number(LOOK_BACK) ?? LOOK_BACK.default;
		const wanted = {
			...{ workspaceId, reference, body, linkMeta },
			since: (newest: number) => newest - lookBackDays * DAY_MS,
			fields: { ...readLabels(fields), linkReusable: body.linkReusable },
		};
		return {
			async run(client, _files, tell) {
				const known = knownLinks(client, workspaceId, systemClock);
				const tools = { caller: client, known, clock: systemClock };
				const { link, isNew, hasOthers, reach } = await claimLink(tools, wanted);
				const json: IDataObject = { ...linkOutput(link, workspaceId), isNew };
				if (hasOthers)
					tell(
						'More than one link has the reference {}. The oldest was taken and the others were left alone.',
						`"${shorten(reference)}" (${asText(link.linkId)} was taken)`,
					);
				if (reach) tell(REACHED, aboutReach(reach));
				return [{ json }];
			},
		};
	},
	receipt: (link) => asText(link.linkId),
	again: {
		done: 'Running the workflow again takes the same links',
		unfinished: 'Running the workflow again goes on with these',
	},
};

/** What was read: how many links, and how far back. */
function aboutReach({ links, from }: Reach): string {
	return `${links.toLocaleString('en')} back to ${minuteOf(new Date(from).toISOString())}`;
}

function readReference(value: unknown): string {
	const reference = readIdentifier(value, REFERENCE.displayName, MAX_LENGTH.reference);
	if (reference !== '') return reference;
	throw new ParameterError(
		'Reference is empty: enter one, or check its expression',
		'A link is found again by its reference, e.g. the URL of the ticket. If it comes from an expression, check that the previous node returns it',
	);
}
