import type { IDataObject } from 'n8n-workflow';

import { asText } from '../shared/objects';
import type { Fact } from './facts';
import { find } from './names';
import { clicked, elementOf } from './wording';

const CLICKS = /^(ui\.)?(click|tap|press|dblclick|doubleclick|touch)$/;
const INPUTS = /^(ui\.)?(input|change|fill|type|select|selectoption|check|uncheck)$/;
const SUBMITS = /^(ui\.)?submit$/;
const NAVIGATIONS =
	/^(navigation|navigate|goto|pageview|page_view|route|pushstate|replacestate|popstate|hashchange|load)$/;
const NO_STEPS =
	/^(ui\.)?(scroll|focus|blur|hover|mouse\w*|pointer\w*|touch\w+|key\w*|resize|visibility\w*)$/;

/** Whether it is a word for what users do. */
export function isAction(value: unknown): boolean {
	const name = asText(value).toLowerCase();
	return [CLICKS, INPUTS, SUBMITS, NAVIGATIONS, NO_STEPS].some((kind) => kind.test(name));
}

/** What an entry says that is called by such a word; nothing when it does not say at what it was done. */
export function action(name: string, entry: IDataObject): Fact[] {
	if (NAVIGATIONS.test(name)) return page(entry);
	if (NO_STEPS.test(name)) return [{ kind: 'other' }];
	const isInput = INPUTS.test(name);
	const { text: _typed, ...others } = entry;
	const nameOf = (value: unknown) => elementOf(value, isInput);
	const element = nameOf(find(isInput ? others : entry, 'element', (value) => nameOf(value) !== undefined));
	if (element === undefined) return [];
	if (isInput) return [{ kind: 'action', text: `Typed into ${element}` }];
	if (CLICKS.test(name)) return [{ kind: 'action', text: clicked(element) }];
	return SUBMITS.test(name) ? [{ kind: 'action', text: `Submitted ${element}` }] : [];
}

/** The page that an entry says somebody went to. */
export function page(entry: IDataObject): Fact[] {
	const url = asText(find(entry, 'to'));
	return url === '' ? [] : [{ kind: 'page', url }];
}
