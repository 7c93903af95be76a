# Every word of the interface in English. The other files have the same
# messages with the same variables; a unit test holds them against each other.
# A petition's own words come from its campaign's settings, never from here.

language-name = English
languages = Language

## The petition

addressee = To: { $addressee }
read-petition = Read the full petition
count = { $count } of { $goal } have signed
progress = Signatures
goal-met = Goal of { $goal } met on { $date }.
first = A petition by { $organizations }. Be among the first to sign.
presented-by = A petition by { $organizations }.
list-and = { $start } and { $last }
deadline = Open until { $deadline }
deadline-zone = { $deadline } ({ $zone })
opens = Opens on { $date }.
closed = This petition is closed and takes no more signatures.
outcome-delivered = Delivered
outcome-won = Won
outcome-partly = Won in part
outcome-no_answer = No answer
outcome-update = Last update: { $date }

## The form

optional = (optional)
label-given_name = Given name
label-family_name = Family name
hint-family_name = Leave empty if you have one name.
label-email = Email
hint-email = Never shown.
hint-email-confirm = We send one message to confirm, with one reminder.
label-postal_code = Postal code
hint-postal_code = So we can count support by province. Never published.
choose-region = No postal code? Choose a province
label-region = Province or territory
label-abroad = I live outside Canada
label-country = Country
choose = Choose
label-list_me = List me publicly as "{ $name }"
list-me-fallback = given name and initial
hint-list_me = Otherwise your signature counts and is not listed.
label-comment = Add a reason
hint-comment = Please don't name other people.
hint-comment-hosted = Shown beside your name, only if you are listed. Please don't name other people.
consent-yes = Yes, email me
consent-no = No, thank you
sign = Sign the petition
sending = Signing…
sending-long = Still trying. Nothing is lost.

## What can be wrong

problems = There is a problem
error-given_name = Enter your given name
error-family_name = Check your family name
error-name-long = This is too long for a name. Use at most 60 characters.
error-name-address = Leave the web address out of your name
error-name-sign = Start your name with a letter, not with = + - or @
error-name-placeholder = This is a placeholder from a mailing. Enter your own name.
error-email = Enter an email address, like name@example.org
error-email-character = Check this address: it has a space or a sign that no address has
error-email-hidden = There is a hidden character in this address. Type it instead of pasting it.
error-email-letters = We can't write to this address: before the @ it has letters other than a to z. Enter another one.
error-email-dots = Check the dots before the @: none at the start or the end, and no two in a row
error-email-domain = Check what stands after the @, like example.org
error-email-long = This is too long for an email address. Check it.
error-postal_code = Enter a postal code, like K1A 0B1, or choose a province
error-country = Choose a country
error-comment = Check your reason: at most 280 characters, and only if you are listed
error-consent = Choose yes or no for { $org }
error-network = We couldn't reach the server. Nothing is lost: try again.
error-closed = This petition has closed and takes no more signatures. Its own page says how it ended.
error-again = This form was open for a while. Nothing is lost: check it and sign again.
error-too-many = Too many people sign from this network right now. Nothing is lost: wait a little, then try again.
error-other = Something went wrong. Nothing is lost: try again.
error-busy = Very many people are here right now. Nothing is lost: try again in a minute.
error-partner = This site does not collect signatures for this petition. Nothing was sent: sign on the petition's own page.
error-gone = There is no petition at this address. Nothing was sent: ask the organization that sent you here for the right one.
error-altered = What arrived is not what this page sent: something on the way changes it. Nothing is lost: try another network, or sign on the petition's own page.
error-long = This is more text than the form takes. Nothing is lost: shorten it, then sign again.
error-cross-site = For your safety this form is taken from its own page only. Open the petition's own page and sign there.
error-wait = { $n ->
    [one] You can try again in { $shown } minute.
   *[other] You can try again in { $shown } minutes.
}
own-page = The petition's own page
lost-organizers = For organizers: sign in
absent-campaign = There is no petition here yet.
absent-partner = This petition is not set up for this site yet.
did-you-mean = Did you mean { $domain }?

## After signing

thanks = Thank you, { $given }.
thanks-plain = Thank you. We have your signature.
choices-yes = You said yes to { $org }.
choices-no = You said no to { $org }.
share = Share
share-note = Sharing can show that you support this.
share-facebook = Facebook
share-email = Email
share-sms = Text message
share-copy = Copy the link
copied = Copied
thanks-next = When the petition closes, { $lead } delivers it. To: { $addressee }.
closes-on = It closes on { $date }.
sign-another = Let someone else sign on this device
letter-title = Write to your representative
letter-help = Change it as you like. It goes from your own program: we do not see it.
letter-text = Your letter
letter-mail = Open in my mail app
letter-copy = Copy the letter
letter-print = Print
preview = Preview: signatures from this address are not counted.
preview-link = Sign on the petition's own page
confirm-heading = One step left: confirm by email.
confirm-sent = We have written to { $email }. Open the message, follow its link and confirm: then your signature counts.
confirm-sent-plain = We have written to the address that you gave. Open the message, follow its link and confirm: then your signature counts.
confirm-open = Open { $mail }
confirm-change = Change the address
confirm-again = Send again
confirm-asked = We will send it once more. At most one message goes to an address in a quarter of an hour, and five in all, so it can take that long: look in the spam folder too.
confirm-done = Confirmed: your signature is counted.
confirm-none = No message? Have it sent again
confirm-wrong = Wrong address? Sign again with the right one

## Without a connection

keep-why = No connection? We can keep your signature on this device, for 24 hours at most. It then lies in this website's storage: whoever opens this website on this device can read or send it. Nothing is sent by itself.
keep-now = Keep it on this device and send later
keep-not = I'll try again
kept = A signature is kept on this device. It has not been sent, and is deleted 24 hours after it was kept.
kept-send = Send now
kept-delete = Delete now
kept-deleted = Deleted from this device.

## Mail (plain text and HTML; nothing that a stranger typed goes in here)

mail-sender = Petition confirmation
mail-subject = Confirm your email address
mail-subject-link = Your personal link
mail-hello = Hello,
mail-confirm-why = This address was used to sign a petition:
mail-confirm-ask = If it was you, open this page and confirm. Your signature counts then.
mail-confirm-button = Confirm my signature
mail-confirm-else = If it was not you, do nothing, and nothing is counted. We send at most one reminder.
mail-reminder-why = Two days ago this address was used to sign a petition, and nobody has confirmed it yet:
mail-reminder-ask = If it was you, open this page and confirm. Your signature counts then.
mail-reminder-button = Confirm my signature
mail-reminder-else = If it was not you, do nothing, and nothing is counted. This is the last message about it.
mail-signed-why = This address was used to sign a petition:
mail-signed-ask = You have already signed; here is your page. There you see and change what you said.
mail-signed-button = Open my page
mail-signed-else = If it was not you, there is nothing to do: your signature stays as it is, and counts once.
mail-link-why = Somebody asked to have your page for this petition sent here:
mail-link-ask = There you see what you signed, and can change it or take it back.
mail-link-button = Open my page
mail-link-else = If it was not you, there is nothing to do. Only this mailbox gets the link.
mail-lasts = The link works for 14 days; once you have confirmed, for one more day. Keep it to yourself: whoever has it can open your page.
mail-full-link = Or open this address:
mail-lead = { $lead } runs this petition. Questions: { $contact }

## A supporter's own page

manage-page = Your page for a petition
manage-confirm-title = Confirm your signature
manage-confirm-what = Your signature counts as soon as you confirm it here. This is what will be counted:
manage-choose-title = Which signature is yours?
manage-choose-what = This address was used more than once. Confirm the one that is yours; what nobody confirms is never counted.
manage-confirm = Confirm my signature
manage-discard = This wasn't me
manage-again-title = Signed once more with this address
manage-again-what = If that was you, confirm it: what it says yes to is added. Your signature still counts once.
manage-add = Yes, that was me
manage-unconfirmed = Nobody has confirmed yet that this mailbox signed.
manage-name = Name
manage-place = Place
manage-through = Signed through
manage-date = Signed on
manage-list-public = Public list
manage-reason = Reason
manage-listed = As "{ $name }"
manage-unlisted = Not listed
manage-list-waits = As "{ $name }", once a moderator has read it
manage-taken-out = Taken out by a moderator. Your signature still counts.
manage-list = List me as "{ $name }"
manage-unlist = Take me off the list
manage-counted = Your signature is counted.
manage-held = Your signature is being reviewed
manage-held-what = An automatic check paused it, for example because many people signed from one network. It is not counted yet.
manage-review = Ask a person to look at it
manage-review-asked = You have asked a person to look at it.
manage-withdrawn = You have taken back your signature.
manage-withdrawn-what = It is not counted any more. To sign again, fill in the form again.
manage-nothing = Nothing is signed with this address.
manage-nothing-what = No signature for this petition waits for you, and none is counted.
manage-own-what = Has somebody else entered this address? Sign here yourself, with your own name and choices. It is confirmed at once.
manage-own = Sign with my own name
manage-other-spelling = Another spelling of this address has signed too. It is shown only by a link that was mailed to that spelling.
manage-consents = What you said yes to
manage-no-emails = You said yes to no emails.
manage-consent-since = Yes to emails since { $date }
manage-consent-withdrawn = Withdrawn on { $date }
manage-consent-text = What you agreed to
manage-withdraw = Stop emails from { $org }
manage-take-back = Take back my signature
manage-take-back-what = It is then not counted any more, and your name leaves every list. What you said yes to above stays until you stop it there.
manage-take-back-sure = Yes, take back my signature
manage-lasts = This page is open until { $date }. Keep its address to yourself: whoever has it can open the page.
manage-contact = Questions about your data: { $contact }
manage-gone-title = This link does not work
manage-gone-what = It has expired, was used, or is not whole. Enter the address that you signed with, and a new one is sent there.

## "Email me my link"

link-title = Email me my link
link-find = See, change or take back your signature: get your link by email
link-what = Enter the address that you signed with. The link of your page goes to that mailbox and nowhere else.
link-sent = Look in your mailbox
link-sent-what = If this address was used to sign, a message with the link is on its way. It can take some minutes: at most one is sent in a quarter of an hour.

## Who's signing

feed = Who's signing
new = { $n ->
    [one] { $shown } new
   *[other] { $shown } new
}
others = { $n ->
    [one] and { $shown } other
   *[other] and { $shown } others
}

## The layouts

counter-show = Show this counter on your site
counter-tag = Paste this where it is to stand:
counter-copy = Copy
fold-close = Close the form

## The hosted page

hosted-by = A petition presented by { $partner }
hosted-back = Go to the site of { $partner }
hosted-note = This page works without scripts and sets no cookies.

## A protected campaign, for people at risk

protected-note = This petition protects the people who sign it: no name is shown, its count moves in steps, and this page stores nothing on your device. Your browser may still list it in its history.
protected-title = Petition
label-postal_area = First three characters of your postal code
hint-postal_area = Like K1A. Tells us your area, not your street. Never shown.
error-postal_area = Enter the first three characters, like K1A, or leave it empty
mail-unnamed = To protect you, this message does not say what it is about. The page does.
mail-neutral-sender = Confirmation
mail-neutral-why = This address was entered in a form.
mail-neutral-ask = If it was you, open this page. It says what is left to do.
mail-neutral-button = Open the page
mail-neutral-else = If it was not you, do nothing, and nothing counts.
doctor-protected = This campaign is protected, for people at risk: your page shows its own page in a frame, or a link to it, and never the form. This is all that it needs:

## The page for the code of an event pass

pass-title = Many people at one place?
pass-what = An organizer's code lets everyone who signs from this network be counted at once, for some hours. Enter it once, on any device that is on the network of the event.
pass-code = Code
pass-use = Use this code
pass-bound = This network is ready
pass-terms = { $number } signatures from this network are counted at once, until (UTC)
pass-taken = Another network uses this code. Ask the organizer for a second one.
pass-unknown = This code is not known, or its time is over. Check it with the organizer.
pass-too-many = Too many tries from this network. Wait a few minutes, then try again.

## The doctor, for a partner's web admin

doctor-title = Petition doctor
doctor-for = The petition on the pages of { $partner }
doctor-tag = Your tag
doctor-tag-help = Paste it where the petition shall stand. A click on a box selects all of it.
doctor-pinned = The same, pinned
doctor-pinned-help = The browser refuses this script if a byte of it ever changes. Mended versions do not reach your page either, until you change the tag.
doctor-policy = Your security policy
doctor-policy-help = If your site sends a Content-Security-Policy, this is the whole of what the petition needs:
doctor-policy-more = Add these values to your own directives. The last two matter only if your policy has them already.
doctor-policy-frame = Where WebAssembly stays forbidden, let the hosted page stand in a frame:
doctor-origins = Your addresses
doctor-origins-help = Signatures count only from pages at these addresses:
doctor-origins-none = No address of yours is listed yet, so signatures from your pages are not counted.
doctor-origins-lead = Another address? { $lead } leads the campaign and can add it.
doctor-probe = Try it in your page
doctor-probe-help = Paste this below the tag and open the page. A box at its lower edge says what your page allows and what to change.
doctor-probe-silent = No box? Then the page does not let scripts from { $edge } run. Allow that address in script-src, and look for a blocker or an optimizer that holds scripts back.
doctor-page = Check a page from outside
doctor-page-help = The edge fetches the page once and reads its policy and its tags. What scripts add later only the probe sees.
doctor-page-label = The page's address
doctor-page-button = Check the page
doctor-page-done = { $url } lets the petition work.
doctor-page-todo = { $url } has something to change.
doctor-page-malformed = This is not the address of a page. It begins with https://.
doctor-page-listed = This page is not at one of your listed addresses, so it was not fetched.
doctor-page-public = This page was not fetched: only pages over HTTPS, at the usual port of a site with a name, are.
doctor-page-often = This page or network was checked too often just now. Wait a few minutes.
doctor-page-redirect = The page leads to another address. Enter that one.
doctor-page-status = The site answered with { $status } instead of a page.
doctor-page-html = There is no web page at this address.
doctor-page-silent = The page did not answer in time, or could not be reached from here.
check-script-bad = The policy does not let scripts from { $edge } run, so nothing appears on the page.
check-running = Looking…
check-done = All is well: the petition works on this page.
check-todo = To change: { $number }
check-again = Look again
check-close = Close
check-remove = Every visitor sees this box: take the probe out of the page when you are done.
check-add = Allow { $value } in { $directive }.
check-state-good = Good:
check-state-note = Note:
check-state-bad = Change:
check-script-good = Scripts from { $edge } may run.
check-connect-good = The page may connect to { $edge }.
check-connect-bad = The policy keeps the page from connecting to { $edge }, so the form cannot sign here. A frame or a link takes its place.
check-connect-cut = { $edge } could not be reached, though no policy forbids it: look for a blocker, a firewall or the network.
check-socket-good = New signatures appear as they are made.
check-socket-bad = The policy forbids the live connection. New names are asked for now and then instead.
check-socket-cut = The live connection did not open, though no policy forbids it. New names are asked for now and then instead.
check-wasm-good = WebAssembly may run.
check-wasm-bad = The policy forbids WebAssembly, so the form cannot run here. A frame or a link takes its place.
check-wasm-none = This browser has no WebAssembly, so the form cannot run in it. A frame or a link takes its place.
check-frame-good = The hosted page may stand in a frame.
check-frame-bad = The policy forbids a frame from { $edge }. In the form's place there is only a link.
check-frame-spare = The policy forbids a frame from { $edge }. None is needed while the form can run.
check-types-off = The page does not demand Trusted Types.
check-types-good = The page demands Trusted Types and lets the petition use them.
check-types-bad = The page demands Trusted Types and does not know the name of ours, so the form cannot be shown. A frame or a link takes its place.
check-tag-good = The tag is yours.
check-tag-none = The petition's tag is not on this page.
check-tag-wrong = This is another tag: { $found }. Yours is { $wanted }.
check-tag-held = A consent manager or an optimizer holds the tag back: { $found }. The petition appears once it lets go.
check-origin-good = Signatures from { $origin } count.
check-origin-bad = { $origin } is not one of your listed addresses, so signatures from it are not counted. Ask the campaign's lead to list it.
check-origin-unknown = Whether signatures from { $origin } count could not be asked.
check-current = Something runs the page's scripts later than the page says, as script optimizers do. The petition is found all the same; keep the tag out of the optimizer if it comes late.
check-http = The page came without encryption: anybody on the way can read and change it. Serve it over HTTPS.
check-opaque = The page stands in a sandbox without an address of its own, so nobody can sign here. Give the frame allow-same-origin, or link to the hosted page.
check-form-bad = The petition can't be signed where the tag stands: there is nothing, or the hosted page or a link in its place. Put the tag elsewhere in the body, or put { $element } where the petition should appear.
check-form-good = The form is whole and can be sent.
check-forms = The page stands in a sandbox that forbids forms, so nobody can sign here. Give the frame allow-forms.
check-hidden = The petition stands in a box that is hidden now. It can be signed once the box is shown.
check-framed = The page stands in a frame of another page. What counts is its own address.
check-recorder = { $name } is on this page and can read what people type.
check-recorder-todo = Leave it off this page, or link to the hosted page.
check-recorder-none = No session recorder or advertising pixel that we know is on this page.

## The organizers' pages

org-title = Organizer
org-sign-in = Sign in
org-sign-out = Sign out
org-sign-in-help = Open the link with your token, or paste the token here.
org-token = Organizer token
org-token-wrong = This token is not valid. Check that you copied all of it.
org-signing-in = Signing in…
org-needs-script = Signing in needs JavaScript. Everything after it works without.
org-campaigns = Campaigns
org-no-campaigns = There is no campaign yet.
org-signatures = Signatures
org-goal = of a goal of { $goal }
org-as-of = As of { $time } UTC
org-letters = Letters opened
org-letters-by = Mail app { $mail }, webmail { $webmail }, copied { $copy }, printed { $print }. Whether they were sent, nobody knows.
org-open = Open
org-closed = Closed
org-counts-submitted = Counts each supporter as soon as the form is sent.
org-counts-confirmed = Counts each supporter once the email address is confirmed.
org-by-partner = Per partner
org-by-day = Per day (UTC)
org-by-language = Per language
org-by-country = Per country
org-by-region = Per province
org-key-partner = Partner
org-key-day = Day
org-key-language = Language
org-key-country = Country
org-key-region = Province
org-consents = Email consents
org-held = Held
org-held-help = Held: signatures over a limit, such as too many from one network. They count nowhere until they are released.
org-held-count = Held: { $count }
org-release = Release them
org-release-which = Held over which limit
org-release-all = Any of them
org-limit-network = From one network
org-limit-hosted = By the form without scripts
org-limit-session = From one session
org-limit-partner = Through one partner
org-limit-campaign = Of the whole campaign
org-release-confirm = Release these signatures, and send the mails that wait with them?
org-released = { $n ->
    [one] { $shown } signature is released.
   *[other] { $shown } signatures are released.
}
org-released-more = Some are still held: release again.
org-states = Submissions by state
org-pending = Not confirmed yet
org-confirmed = Confirmed
org-withdrawn = Taken back
org-undeliverable = Mail came back
org-mail = Mails: { $waiting } waiting, { $delivered } handed over, { $ended } given up.
org-mail-off = Mail is not set up, or its settings are wrong: nobody can confirm.
org-mail-failing = Mail is failing since { $time } UTC. What waits is kept, and goes out when mail works again.
org-mail-delayed = Some mails are held back until { $time } UTC, so that they are not taken for spam. None is dropped.
org-late-announcement = Late since { $time } UTC: the public count and list. What was signed is kept, and shows once this works again.
org-late-mail = Late since { $time } UTC: mails. They are kept, and go out once this works again.
org-late-mailbox = Late since { $time } UTC: reminders, and the removal of what nobody confirmed.
org-late-purge = Late since { $time } UTC: the removal of old records of repeated requests.
org-late-rates = Late since { $time } UTC: the removal of old counts of the limits.
org-reviews = { $n ->
    [one] { $shown } supporter asks you to look at a hold.
   *[other] { $shown } supporters ask you to look at a hold.
}
org-consents-help = Consents: how many supporters said yes to emails from this partner, whichever partner they signed through.
org-unknown = Not given
org-more = { $n ->
    [one] { $shown } more row
   *[other] { $shown } more rows
}
org-none = Nothing yet.
org-entries = Shown now
org-entries-help = Hiding removes the name from every open page. The signature still counts.
org-hide = Hide
org-hide-name = Hide { $name }
org-hide-confirm = Hide this entry on every page, for good?

## The moderators' page

org-moderation = Moderation
org-waiting = { $n ->
    [one] { $shown } entry waits for you
   *[other] { $shown } entries wait for you
}
org-running = Names are shown on every page.
org-paused = The feed is paused: no page shows a name. Signatures are still counted.
org-pause = Pause the feed
org-resume = Show the feed again
org-queue-help = What waits is not public yet. Every signature counts already; where only the reason waits, the name is listed without it.
org-keys = Keys in this list: J and K or the arrows move, X ticks, A approves, N approves the name only, H hides.
org-all = All
org-ticked = Ticked ones:
org-approve = Approve
org-name_only = Name only
org-hide-ticked-confirm = Hide every ticked entry, for good?
org-waits-name = The name waits: { $reasons }.
org-waits-comment = The reason waits: { $reasons }.
org-waits-both = Name and reason wait: { $reasons }.
org-reason-abusive_word = a word of the list of insults
org-reason-famous_name = a famous name
org-reason-mixed_scripts = letters of several scripts in one word
org-reason-web_address = a web address
org-reason-leading_sign = a sign before the name
org-reason-moderated = every reason is read first
org-hidden = { $n ->
    [one] { $shown } entry is hidden.
   *[other] { $shown } entries are hidden.
}
org-hidden-more = There are more of them: hide again.
org-many = Hide many at once
org-many-help = Everything of a source, or everything signed in a time. It leaves every open page, for good; the signatures still count.
org-many-source = Source
org-many-partner = Partner
org-every-partner = Every partner
org-many-from = Signed from (UTC)
org-many-to = Signed before (UTC)
org-many-hide = Hide all of them
org-many-confirm = Hide all of these entries on every page, for good?

## Dates and numbers

number-group = ,
date = { $day } { $month }
date-year = { $day } { $month } { $year }
date-time = { $date }, { $time }
day-first = 1
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
clock-hours = 12
time-am = { $hour }:{ $minute } a.m.
time-pm = { $hour }:{ $minute } p.m.

# Whether browsers (Intl) know the language. Where they do not, "no", the words
# of times, months and countries go to the widget with the form.
in-browsers = yes
time-second = just now
time-minute = { $n } min ago
time-hour = { $n } h ago
time-day = { $n } d ago

## Provinces and territories

region-AB = Alberta
region-BC = British Columbia
region-MB = Manitoba
region-NB = New Brunswick
region-NL = Newfoundland and Labrador
region-NS = Nova Scotia
region-NT = Northwest Territories
region-NU = Nunavut
region-ON = Ontario
region-PE = Prince Edward Island
region-QC = Quebec
region-SK = Saskatchewan
region-YT = Yukon
