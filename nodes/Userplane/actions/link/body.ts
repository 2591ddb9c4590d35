import type { IDataObject } from 'n8n-workflow';

import type { Collection, Parameters } from '../../runtime/parameters';
import {
	LINK_META,
	LINK_META_JSON,
	LINK_PROVIDER_ID,
	LINK_PROVIDER_TYPE,
	LINK_REUSABLE,
	LINK_TITLE,
	MAX_LENGTH,
} from '../../shared/linkFields';
import { DOMAIN } from '../../shared/locators';
import type { LinkMeta } from '../../shared/metadata';
import { readLinkMeta } from '../../shared/metadata';
import { defined } from '../../shared/objects';
import { PROVIDER_VALUES } from '../../shared/providers';

/** What only an update can set. */
export const LABEL_FIELDS = [LINK_PROVIDER_ID, LINK_PROVIDER_TYPE, LINK_TITLE];

/** What a creation needs. `linkReusable` is always sent (contract document 002 lists it as required). */
export function readCreation(parameters: Parameters, projectId: string | undefined): IDataObject {
	return defined({
		domainId: parameters.id(DOMAIN),
		projectId,
		linkReusable: parameters.boolean(LINK_REUSABLE),
	});
}

/** The fields that only an update can set; those that were left empty are left out. */
export function readLabels(fields: Collection): IDataObject {
	return defined({
		linkTitle: fields.title(LINK_TITLE),
		linkProviderType: fields.option(LINK_PROVIDER_TYPE, PROVIDER_VALUES),
		linkProviderId: fields.identifier(LINK_PROVIDER_ID, MAX_LENGTH.providerId),
	});
}

/** @param fields the collection that has the JSON form. @throws ParameterError as `readLinkMeta` does */
export function readMeta(parameters: Parameters, fields: Collection): LinkMeta | undefined {
	return readLinkMeta(parameters.value(LINK_META.name), fields.value(LINK_META_JSON.name));
}
