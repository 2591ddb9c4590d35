/** What the pictures of messages show: pages that look like the places where a report arrives. No service's own design. */

const page = (style: string, body: string): string =>
	`<!doctype html><meta charset="utf-8"><style>
	body { margin: 0; background: #fff; color: #1d1c1d; font: 15px/1.47 'Liberation Sans', sans-serif }
	#message { display: inline-block; box-sizing: border-box; width: 700px; padding: 20px 24px }
	a { text-decoration: none }
	${style}</style><div id="message">${body}</div>`;

/** A channel's message in Slack's markup: links, bold, code and lines; all else in it is escaped already. */
export function slackPage(text: string): string {
	const html = text
		.replace(/<(https:[^|>]+)\|([^>]*)>/g, '<a href="$1">$2</a>')
		.replace(/(^|\s)\*(.+?)\*(?=[\s:]|$)/gm, '$1<b>$2</b>')
		.replace(/`([^`\n]+)`/g, '<code>$1</code>')
		.replace(/\n/g, '<br>');
	return page(
		`#message { display: grid; grid-template-columns: 36px 1fr; gap: 10px }
		.face { height: 36px; border-radius: 8px; background: #4a154b; color: #fff; font: bold 18px/36px sans-serif; text-align: center }
		.app { margin: 0 6px; padding: 1px 4px; border-radius: 3px; background: #e8e8e8; color: #616061; font-size: 10px }
		.time { color: #616061; font-size: 12px }
		a { color: #1264a3 }`,
		`<div class="face">U</div><div><b>Userplane</b><span class="app">APP</span><span class="time">9:32</span><br>${html}</div>`,
	);
}

/** What a mail program shows of a mail; its HTML stays as it was sent. */
export function mailPage(mail: { subject: string; from: string; to: string; html: string }): string {
	const [subject, from, to] = [mail.subject, mail.from, mail.to].map(escape);
	return page(
		`h1 { margin: 0 0 16px; font-size: 20px; font-weight: normal }
		.who { padding-bottom: 14px; border-bottom: 1px solid #e0e0e0; font-size: 13px; color: #5f6368 }
		.who b { color: #1d1c1d }
		p { margin: 14px 0 0; font-size: 14px }
		img { height: 270px; border: 1px solid #e0e0e0; filter: grayscale(1) }
		a { color: #1a56db }`,
		`<h1>${subject}</h1><div class="who"><b>${from}</b><br>to ${to}</div>${mail.html}`,
	);
}

function escape(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
