import type { Fact } from '../../nodes/Userplane/logs/facts';
import { action, error, read, readAll, request, URL } from './readFacts';

describe('an action', () => {
	const click = (fields: object) => read('actions', { type: 'click', ...fields });

	it.each<[entry: object, text: string]>([
		[{ text: 'Pay', label: 'x' }, "Clicked 'Pay'"],
		[{ label: 'Pay', ariaLabel: 'x' }, "Clicked 'Pay'"],
		[{ ariaLabel: 'Pay', element: 'x' }, "Clicked 'Pay'"],
		[{ element: { innerText: ' Pay ' } }, "Clicked 'Pay'"],
		[{ element: { ariaLabel: 'Pay', id: 'x' } }, "Clicked 'Pay'"],
		[{ element: { name: 'pay', id: 'x' } }, "Clicked 'pay'"],
		[{ element: { id: 'pay', tagName: 'B' } }, "Clicked 'pay'"],
		[{ element: { selector: '#pay', tagName: 'B' } }, 'Clicked #pay'],
		[{ element: { tagName: 'BUTTON' } }, "Clicked 'BUTTON'"],
		[{ element: {}, target: 'Pay' }, "Clicked 'Pay'"],
		[{ selector: 'button.pay', name: 'x' }, 'Clicked button.pay'],
		[{ selector: 'main > button[title="Pay"]' }, "Clicked 'Pay'"],
		[{ selector: 'input[placeholder="Pay"]' }, "Clicked 'Pay'"],
		[{ selector: 'img[alt="Pay"]' }, "Clicked 'Pay'"],
		[{ field: 'pay', name: 'x' }, "Clicked 'pay'"],
		[{ name: 'pay', message: 'x' }, "Clicked 'pay'"],
		[{ target: 7 }, "Clicked '7'"],
		[{ target: 'element 7' }, 'Clicked element 7'],
		[{ target: 'element 7 of 9' }, "Clicked 'element 7 of 9'"],
		[{ target: 'an element 7' }, "Clicked 'an element 7'"],
		[{ target: 'v2.0 is out' }, "Clicked 'v2.0 is out'"],
		[{ target: 'Pay (see a.b' }, "Clicked 'Pay (see a.b'"],
	])('is at an element: %j', (entry, text) => {
		expect(click(entry)).toEqual([action(text)]);
	});

	it.each([{}, { target: ' ' }, { target: [] }, { element: {} }])(
		'without an element is not guessed at: %j',
		(entry) => {
			expect(click(entry)).toEqual([]);
		},
	);

	const kinds = (words: string, text: string) => words.split(' ').map((word) => [word, text] as const);

	it.each([
		...kinds('click tap press dblclick doubleClick touch ui.click', "Clicked 'Pay'"),
		...kinds('input change fill type select selectOption check uncheck ui.input', 'Typed into Pay'),
		...kinds('submit ui.submit', 'Submitted Pay'),
	])('is known by the word %s', (word, text) => {
		expect(read('actions', { type: word, target: 'Pay' })).toEqual([action(text)]);
		expect(read('consoleLog', { type: word, target: 'Pay' })).toEqual([action(text)]);
	});

	it.each(
		'navigation navigate goto pageview page_view route pushState replaceState popstate hashchange load'.split(
			' ',
		),
	)('is a page by the word %s', (type) => {
		expect(read('actions', { type, to: URL })).toEqual([{ kind: 'page', url: URL }]);
		expect(read('actions', { type, href: URL })).toEqual([{ kind: 'page', url: URL }]);
		expect(read('actions', { type })).toEqual([]);
	});

	it.each(
		'scroll focus blur hover mousemove pointerdown touchend keydown resize visibilitychange ui.scroll ui.focus'.split(
			' ',
		),
	)('is no step by the word %s', (type) => {
		expect(read('actions', { type, target: 'Pay' })).toEqual([{ kind: 'other' }]);
	});

	it.each([
		{ category: 'ui', type: 'event', action: 'click' },
		{ type: 'dom', event: 'click' },
		{ kind: 'click' },
	])('may be named beside other words: %j', (entry) => {
		expect(read('actions', { ...entry, target: 'Pay' })).toEqual([action("Clicked 'Pay'")]);
	});

	it.each(['xclick', 'clicks', 'ui.click2', 'uixclick', 'submits', 'dance', 'xscroll', 'loads'])(
		'is not guessed at: %s',
		(type) => {
			expect(read('actions', { type, target: 'Pay', url: URL })).toEqual([]);
		},
	);

	it('is none in the network log, nor in what says that it is of the console', () => {
		expect(read('networkLog', { type: 'load', url: URL, status: 200 })).toEqual([
			request({ url: URL, status: 200, outcome: 'fine' }),
		]);
		expect(read('consoleLog', { category: 'console', type: 'click', level: 'error', message: 'x' })).toEqual([
			error('x'),
		]);
	});

	it.each([
		{ text: 'hunter2', target: 'Email' },
		{ text: 'hunter2', element: { text: 'hunter2', innerText: 'hunter2', name: 'Email' } },
	])('does not tell what was typed: %j', (entry) => {
		expect(read('actions', { type: 'input', ...entry })).toEqual([action('Typed into Email')]);
		expect(read('actions', { type: 'input', text: 'hunter2' })).toEqual([]);
	});

	it.each([
		[{ target: '<input type="password" value="hunter2">' }, 'Typed into input'],
		[{ target: '<input type="password" id="pw" value="hunter2">' }, 'Typed into pw'],
		[{ target: '<textarea name="note">hunter2</textarea>' }, 'Typed into note'],
		[{ target: '<div contenteditable>hunter2</div>' }, 'Typed into div'],
		[{ message: "Typed 'hunter2' into #pw", selector: '#pw' }, 'Typed into #pw'],
		[{ details: { value: 'hunter2', label: 'Email', innerText: 'hunter2' } }, 'Typed into Email'],
	])('shows the name, the id or the label of what was typed into alone: %j', (entry, text) => {
		expect(read('actions', { type: 'input', ...entry })).toEqual([action(text)]);
	});

	it('may be at markup', () => {
		expect(click({ target: '<button class="a">Pay now</button>' })).toEqual([action("Clicked 'Pay now'")]);
		expect(click({ target: '<button aria-label="Pay">x</button>' })).toEqual([action("Clicked 'Pay'")]);
		expect(click({ target: '<input value="hunter2">' })).toEqual([action("Clicked 'input'")]);
	});

	it.each([{ message: "Typed 'hunter2' into #pw" }, { value: 'hunter2' }])(
		'without a name of the element is not guessed at: %j',
		(entry) => {
			expect(read('actions', { type: 'input', ...entry })).toEqual([]);
		},
	);
});

describe('a trace', () => {
	const record = (fields: object) => read('actions', { callId: 'c', ...fields });

	it('tells what was done before it was done, and is else of no interest', () => {
		const params = { selector: 'text=Pay' };
		expect(record({ type: 'before', method: 'Click', params })).toEqual([action("Clicked 'text=Pay'")]);
		expect(record({ type: 'before', method: 'waitFor', params })).toEqual([]);
		for (const type of ['after', 'input', 'log', 'frame-snapshot', 'screencast-frame', 'context-options'])
			expect(record({ type, params })).toEqual([{ kind: 'other' }]);
		expect(read('actions', { type: 'context-options' })).toEqual([{ kind: 'other' }]);
		expect(record({ type: 'afterwards' })).toEqual([]);
	});
});

describe('rrweb', () => {
	const event = (type: number, data: object) => ({ type, data });
	const clickOn = (id: number) => event(3, { source: 2, type: 2, id });

	function after(node: object, id: number): Fact[] {
		return readAll('actions', event(2, { node }), clickOn(id))[1];
	}

	const text = (id: number, textContent: string) => ({ type: 3, id, textContent });

	it.each<[what: string, node: object, called: string]>([
		['its text', { id: 5, childNodes: [text(6, ' \n'), text(7, ' Pay '), text(8, 'x')] }, "'Pay'"],
		[
			'its label rather than its text',
			{ id: 5, attributes: { 'aria-label': 'Pay' }, childNodes: [text(6, 'x')] },
			"'Pay'",
		],
		['its label rather than its name', { id: 5, attributes: { 'aria-label': 'Pay', name: 'x' } }, "'Pay'"],
		['its name', { id: 5, attributes: { name: 'Pay', placeholder: 'x' } }, "'Pay'"],
		['its placeholder', { id: 5, attributes: { placeholder: 'Pay' } }, "'Pay'"],
		['its number', { id: 5, attributes: 1, childNodes: 1 }, 'element 5'],
		[
			'its number when its text was typed',
			{ id: 5, tagName: 'textarea', childNodes: [text(6, 'hunter2')] },
			'element 5',
		],
	])('calls an element by %s', (_, node, called) => {
		expect(after({ id: 1, childNodes: [null, node] }, 5)).toEqual([action(`Clicked ${called}`)]);
	});

	it('tells clicks, inputs and pages', () => {
		expect(read('actions', event(3, { source: 5, id: 5 }))).toEqual([action('Typed into element 5')]);
		expect(read('actions', event(4, { href: URL }))).toEqual([{ kind: 'page', url: URL }]);
		expect(read('actions', event(4, {}))).toEqual([]);
	});

	it.each([
		event(0, {}),
		event(1, {}),
		event(2, {}),
		event(3, { source: 2, type: 1, id: 5 }),
		event(3, { source: 1, type: 2, id: 5 }),
	])('has events of no interest: %j', (entry) => {
		expect(read('actions', entry)).toEqual([{ kind: 'other' }]);
	});

	it("has events of a page's own, which are not guessed at", () => {
		expect(read('actions', event(5, { tag: 'x', payload: {} }))).toEqual([]);
	});

	const change = (data: object) => event(3, { source: 0, ...data });
	const button = (id: number, label: string) => ({
		id,
		tagName: 'button',
		childNodes: [text(id + 1, label)],
	});
	const page = (...nodes: object[]) => event(2, { node: { id: 1, childNodes: nodes } });
	const clickedAfter = (...entries: object[]) => readAll('actions', ...entries, clickOn(5)).at(-1);

	it('calls an element by its current name', () => {
		expect(clickedAfter(page(button(5, 'Pay')), page(button(7, 'Back')))).toEqual([
			action('Clicked element 5'),
		]);
		expect(clickedAfter(page(button(5, 'Pay')), page(button(5, 'Back')))).toEqual([action("Clicked 'Back'")]);
		const texts = change({ texts: [{ id: 6, value: ' Paying ' }] });
		expect(clickedAfter(page(button(5, 'Pay')), texts)).toEqual([action("Clicked 'Paying'")]);
		const swap = change({
			removes: [{ parentId: 5, id: 6 }],
			adds: [{ parentId: 5, node: text(9, 'Paid') }],
		});
		expect(clickedAfter(page(button(5, 'Pay')), swap)).toEqual([action("Clicked 'Paid'")]);
		const attributes = change({ attributes: [{ id: 5, attributes: { 'aria-label': 'Done' } }] });
		expect(clickedAfter(page(button(5, 'Pay')), attributes)).toEqual([action("Clicked 'Done'")]);
		const added = change({ adds: [{ parentId: 1, node: button(5, 'New') }, null, { parentId: 1 }] });
		expect(clickedAfter(page(), added)).toEqual([action("Clicked 'New'")]);
		expect(readAll('actions', page(button(5, 'Pay')), texts)[1]).toEqual([{ kind: 'other' }]);
		const second = { ...button(5, 'Pay'), childNodes: [text(6, 'Pay'), text(7, 'now')] };
		const other = change({ texts: [{ id: 7, value: 'later' }] });
		expect(clickedAfter(page(second), other)).toEqual([action("Clicked 'Pay'")]);
	});

	it('never calls an element by what was typed', () => {
		const area = { id: 5, tagName: 'textarea', childNodes: [] };
		const typed = change({ adds: [{ parentId: 5, node: text(6, 'hunter2') }] });
		expect(clickedAfter(page(area), typed)).toEqual([action('Clicked element 5')]);
		const editor = { id: 4, attributes: { contenteditable: 'true' }, childNodes: [button(5, 'hunter2')] };
		expect(clickedAfter(page(editor))).toEqual([action('Clicked element 5')]);
		expect(clickedAfter(page(editor), change({ texts: [{ id: 6, value: 'x' }] }))).toEqual([
			action('Clicked element 5'),
		]);
	});

	it('remembers elements within bounds', () => {
		const many = Array.from({ length: 20_001 }, (_, n) => ({ id: n + 10, attributes: { name: `e${n}` } }));
		expect(after({ id: 1, childNodes: many }, 20_008)).toEqual([action("Clicked 'e19998'")]);
		expect(after({ id: 1, childNodes: many }, 20_009)).toEqual([action('Clicked element 20009')]);
	});
});
