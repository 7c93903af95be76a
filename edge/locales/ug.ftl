# كۆرۈنمە يۈزىدىكى بارلىق سۆزلەر ئۇيغۇرچە. Every word of the interface in
# Uyghur, in Arabic script, right to left. Awaits review by a native speaker.
# No marks of direction: numbers and addresses are set apart by the markup.

language-name = ئۇيغۇرچە
languages = تىل

## The petition

addressee = تاپشۇرۇلىدىغان ئورۇن: { $addressee }
read-petition = ئىلتىماسنىڭ تولۇق تېكىستىنى ئوقۇڭ
count = ئىمزا سانى: { $count }، نىشان: { $goal }
progress = ئىمزالار
first = ئىلتىماسنى سۇنغان تەشكىلاتلار: { $organizations }. ئالدىنقىلار قاتارىدا ئىمزا قويۇڭ.
list-and = { $start } ۋە { $last }
deadline = ئىمزا قويۇش ۋاقتى: { $deadline } غىچە
deadline-zone = { $deadline } ({ $zone })
opens = ئېچىلىش ۋاقتى: { $date }.
goal-met = { $goal } لىق نىشانغا { $date } دا يېتىلدى.
outcome-delivered = تاپشۇرۇلدى
outcome-won = تەلەپ ئورۇندالدى
outcome-partly = تەلەپ قىسمەن ئورۇندالدى
outcome-no_answer = جاۋاب كەلمىدى
outcome-update = ئاخىرقى يېڭىلىنىش: { $date }
closed = بۇ ئىلتىماس ئاخىرلاشتى، ئەمدى ئىمزا قوبۇل قىلمايدۇ.

## The form

optional = (ئىختىيارىي)
label-given_name = ئىسىم
label-family_name = فامىلە
hint-family_name = پەقەت بىرلا ئىسمىڭىز بولسا بوش قالدۇرۇڭ.
label-email = ئېلخەت
hint-email = ھەرگىز كۆرسىتىلمەيدۇ.
label-postal_code = پوچتا نومۇرى
hint-postal_code = سايلام رايونىڭىزنى بىلدۈرىدۇ. ھەرگىز كۆرسىتىلمەيدۇ.
choose-region = پوچتا نومۇرىڭىز يوقمۇ؟ ئۆلكىنى تاللاڭ
label-region = ئۆلكە ياكى تېررىتورىيە
label-abroad = مەن كانادانىڭ سىرتىدا ياشايمەن
label-country = دۆلەت
choose = تاللاڭ
label-list_me = ئىسمىمنى ئاشكارا تىزىملىكتە مۇنداق كۆرسەتسۇن: «{ $name }»
list-me-fallback = ئىسىم ۋە فامىلىنىڭ باش ھەرپى
hint-list_me = بولمىسا ئىمزايىڭىز ھېسابلىنىدۇ، ئەمما تىزىملىكتە كۆرۈنمەيدۇ.
label-comment = سەۋەب قوشۇڭ
hint-comment = باشقىلارنىڭ ئىسمىنى يازماڭ.
hint-comment-hosted = ئىسمىڭىزنىڭ يېنىدا، پەقەت تىزىملىكتە بولسىڭىزلا كۆرسىتىلىدۇ. باشقىلارنىڭ ئىسمىنى يازماڭ.
consent-yes = ھەئە، ماڭا خەت يېزىڭلار
consent-no = ياق، رەھمەت
sign = ئىلتىماسقا ئىمزا قويۇڭ
sending = ئىمزا ئەۋەتىلىۋاتىدۇ…

## What can be wrong

problems = مەسىلە كۆرۈلدى
error-given_name = ئىسمىڭىزنى كىرگۈزۈڭ
error-family_name = فامىلىڭىزنى تەكشۈرۈڭ
error-email = ئېلخەت ئادرېسىنى كىرگۈزۈڭ، مەسىلەن name@example.org
error-postal_code = پوچتا نومۇرىنى كىرگۈزۈڭ، مەسىلەن K1A 0B1، ياكى ئۆلكىنى تاللاڭ
error-country = دۆلەتنى تاللاڭ
error-comment = سەۋەبىڭىزنى تەكشۈرۈڭ: ئەڭ كۆپ 280 ھەرپ، پەقەت تىزىملىكتە بولسىڭىزلا
error-consent = { $org } ئۈچۈن ھەئە ياكى ياقنى تاللاڭ
error-network = مۇلازىمېتىرغا ئۇلىنالمىدى. ھېچنېمە يوقالمىدى: قايتا سىناڭ.
error-closed = بۇ ئىلتىماس ئاخىرلاشتى، ئەمدى ئىمزا قوبۇل قىلمايدۇ.
error-again = بۇ جەدۋەل بىر مەزگىل ئوچۇق تۇردى. ھېچنېمە يوقالمىدى: تەكشۈرۈپ، قايتا ئىمزا قويۇڭ.
error-other = خاتالىق كۆرۈلدى. ھېچنېمە يوقالمىدى: قايتا سىناڭ.
error-too-many = ھازىر بۇ توردىن بەك كۆپ كىشى ئىمزا قويۇۋاتىدۇ. ھېچنېمە يوقالمىدى: بىرنەچچە مىنۇتتىن كېيىن قايتا سىناڭ.
did-you-mean = { $domain } دېمەكچىمۇ؟

## After signing

thanks = رەھمەت سىزگە، { $given }.
thanks-plain = رەھمەت سىزگە. ئىمزايىڭىزنى تاپشۇرۇپ ئالدۇق.
choices-yes = { $org } ئۈچۈن ھەئە دېدىڭىز.
choices-no = { $org } ئۈچۈن ياق دېدىڭىز.
share = ھەمبەھىرلەڭ
share-note = ھەمبەھىرلەش بۇنى قوللايدىغانلىقىڭىزنى كۆرسىتىپ قويۇشى مۇمكىن.
share-facebook = Facebook
share-email = ئېلخەت
share-sms = قىسقا ئۇچۇر
share-copy = ئۇلانمىنى كۆچۈرۈڭ
copied = كۆچۈرۈلدى
thanks-next = ئىلتىماس ئاخىرلاشقاندا { $lead } ئۇنى تاپشۇرىدۇ. تاپشۇرۇلىدىغان ئورۇن: { $addressee }.
sign-another = بۇ ئۈسكۈنىدە باشقا بىر كىشى ئۈچۈن ئىمزا قويۇڭ

## The mails

mail-sender = ئىلتىماسنى جەزملەش
mail-subject = ئېلخەت ئادرېسىڭىزنى جەزملەڭ
mail-subject-link = شەخسىي ئۇلانمىڭىز
mail-hello = ياخشىمۇسىز،
mail-confirm-why = بۇ ئادرېس بىر ئىلتىماسقا ئىمزا قويۇشقا ئىشلىتىلدى:
mail-confirm-ask = ئەگەر بۇ سىز بولسىڭىز، بۇ بەتنى ئېچىپ جەزملەڭ. ئىمزايىڭىز شۇ چاغدا ھېسابلىنىدۇ.
mail-confirm-button = ئىمزايىمنى جەزملەيمەن
mail-confirm-else = ئەگەر بۇ سىز بولمىسىڭىز، ھېچنېمە قىلماڭ، ھېچنېمە ھېسابلانمايدۇ. كۆپ بولسا بىرلا قېتىم ئەسكەرتىمىز.
mail-reminder-why = ئىككى كۈن ئىلگىرى بۇ ئادرېس بىر ئىلتىماسقا ئىمزا قويۇشقا ئىشلىتىلدى، تېخى ھېچكىم جەزملىمىدى:
mail-reminder-ask = ئەگەر بۇ سىز بولسىڭىز، بۇ بەتنى ئېچىپ جەزملەڭ. ئىمزايىڭىز شۇ چاغدا ھېسابلىنىدۇ.
mail-reminder-button = ئىمزايىمنى جەزملەيمەن
mail-reminder-else = ئەگەر بۇ سىز بولمىسىڭىز، ھېچنېمە قىلماڭ، ھېچنېمە ھېسابلانمايدۇ. بۇ ھەقتىكى ئاخىرقى خەت مۇشۇ.
mail-signed-why = بۇ ئادرېس بىر ئىلتىماسقا ئىمزا قويۇشقا ئىشلىتىلدى:
mail-signed-ask = سىز ئاللىقاچان ئىمزا قويغان؛ بۇ سىزنىڭ بېتىڭىز. بۇ يەردە دېگەنلىرىڭىزنى كۆرۈپ، ئۆزگەرتەلەيسىز.
mail-signed-button = بېتىمنى ئاچىمەن
mail-signed-else = ئەگەر بۇ سىز بولمىسىڭىز، ھېچنېمە قىلىشنىڭ ھاجىتى يوق: ئىمزايىڭىز شۇ پېتى قالىدۇ ھەمدە بىرلا قېتىم ھېسابلىنىدۇ.
mail-link-why = بىرەيلەن بۇ ئىلتىماستىكى بېتىڭىزنى بۇ ئادرېسقا ئەۋەتىشنى سورىدى:
mail-link-ask = بۇ يەردە ئىمزا قويغانلىرىڭىزنى كۆرەلەيسىز، ئۆزگەرتەلەيسىز ياكى قايتۇرۇۋالالايسىز.
mail-link-button = بېتىمنى ئاچىمەن
mail-link-else = ئەگەر بۇ سىز بولمىسىڭىز، ھېچنېمە قىلىشنىڭ ھاجىتى يوق. ئۇلانما پەقەت مۇشۇ خەت ساندۇقىغىلا كېلىدۇ.
mail-lasts = ئۇلانما 14 كۈن ئىشلەيدۇ. باشقىلارغا بەرمەڭ: ئۇلانمىغا ئېرىشكەن كىشى بېتىڭىزنى ئاچالايدۇ.
mail-full-link = ياكى بۇ ئادرېسنى ئېچىڭ:
mail-lead = بۇ ئىلتىماسنى { $lead } باشقۇرىدۇ. سوئاللار: { $contact }

## Who's signing

feed = ئىمزا قويغانلار
feed-empty = تىزىملىكتە تېخى ھېچكىم يوق.
new = { $n ->
    [one] { $shown } يېڭى ئىمزا
   *[other] { $shown } يېڭى ئىمزا
}
others = { $n ->
    [one] ۋە يەنە { $shown } كىشى
   *[other] ۋە يەنە { $shown } كىشى
}

## The layouts

counter-show = بۇ سانىغۇچنى ئۆز تور بېتىڭىزدە كۆرسىتىڭ
counter-tag = كۆرۈنىدىغان يەرگە بۇنى چاپلاڭ:
counter-copy = كۆچۈرۈڭ
fold-close = جەدۋەلنى تاقاڭ

## The hosted page

hosted-by = ئىلتىماسنى سۇنغۇچى: { $partner }
hosted-back = { $partner } نىڭ تور بېتىگە بېرىڭ

## The page for the code of an event pass

pass-title = بىر يەردە كۆپ كىشى بارمۇ؟
pass-what = تەشكىللىگۈچىنىڭ كودى بۇ توردىن ئىمزا قويغانلارنىڭ ھەممىسىنى بىرنەچچە سائەت ئىچىدە دەرھال ھېسابلايدۇ. ئۇنى پائالىيەت تورىدىكى ھەرقانداق بىر ئۈسكۈنىدە بىر قېتىم كىرگۈزۈڭ.
pass-code = كود
pass-use = بۇ كودنى ئىشلىتىڭ
pass-bound = بۇ تور تەييار
pass-terms = بۇ توردىن دەرھال ھېسابلىنىدىغان ئىمزا سانى: { $number }، ئاخىرقى ۋاقىت (UTC)
pass-taken = بۇ كودنى باشقا بىر تور ئىشلىتىۋاتىدۇ. تەشكىللىگۈچىدىن ئىككىنچى كود سوراڭ.
pass-unknown = بۇ كود نامەلۇم ياكى ۋاقتى ئۆتكەن. تەشكىللىگۈچىدىن تەكشۈرۈڭ.
pass-too-many = بۇ توردىن بەك كۆپ سىنالدى. بىرنەچچە مىنۇت كۈتۈپ، قايتا سىناڭ.
hosted-note = بۇ بەت قوليازما پروگراممىسىز ئىشلەيدۇ ھەمدە ھېچقانداق ساقلانما (cookie) قويمايدۇ.

## The organizers' pages

org-title = تەشكىللىگۈچى
org-sign-in = كىرىش
org-sign-in-help = كىرىش بەلگىڭىز بار ئۇلانمىنى ئېچىڭ ياكى بەلگىنى بۇ يەرگە چاپلاڭ.
org-token = تەشكىللىگۈچىنىڭ كىرىش بەلگىسى
org-token-wrong = بۇ بەلگە ئىناۋەتسىز. ھەممىسىنى كۆچۈرگەنلىكىڭىزنى تەكشۈرۈڭ.
org-signing-in = كىرىۋاتىدۇ…
org-needs-script = كىرىش ئۈچۈن JavaScript كېرەك. ئۇنىڭدىن كېيىنكى ھەممە نەرسە ئۇنىڭسىز ئىشلەيدۇ.
org-campaigns = پائالىيەتلەر
org-no-campaigns = تېخى پائالىيەت يوق.
org-signatures = ئىمزالار
org-goal = نىشان: { $goal }
org-as-of = { $time } (UTC) دىكى ئەھۋال
org-open = ئوچۇق
org-closed = تاقالغان
org-counts-submitted = ھەر بىر قوللىغۇچى جەدۋەلنى ئەۋەتكەن ھامان ھېسابلىنىدۇ.
org-counts-confirmed = ھەر بىر قوللىغۇچى ئېلخەت ئادرېسى جەزملەنگەندىن كېيىن ھېسابلىنىدۇ.
org-by-partner = ھەمكارلار بويىچە
org-by-day = كۈنلەر بويىچە (UTC)
org-by-language = تىللار بويىچە
org-by-country = دۆلەتلەر بويىچە
org-by-region = ئۆلكىلەر بويىچە
org-key-partner = ھەمكار
org-key-day = كۈن
org-key-language = تىل
org-key-country = دۆلەت
org-key-region = ئۆلكە
org-consents = ئېلخەتكە قوشۇلۇش
org-held = تۇتۇپ تۇرۇلغان
org-held-help = تۇتۇپ تۇرۇلغان: چەكتىن ئاشقان ئىمزالار، مەسىلەن بىر توردىن بەك كۆپ كەلگەنلىرى. قويۇپ بېرىلگۈچە ھېچ يەردە ھېسابلانمايدۇ.
org-consents-help = قوشۇلۇش: قايسى ھەمكار ئارقىلىق ئىمزا قويغان بولسۇن، بۇ ھەمكارنىڭ ئېلخەتلىرىگە قوشۇلغان قوللىغۇچىلارنىڭ سانى.
org-unknown = بېرىلمىگەن
org-more = { $n ->
    [one] يەنە { $shown } قۇر
   *[other] يەنە { $shown } قۇر
}
org-none = تېخى ھېچنېمە يوق.
org-entries = ھازىر كۆرسىتىلىۋاتقانلار
org-entries-help = يوشۇرۇش ئىسىمنى بارلىق ئوچۇق بەتلەردىن ئېلىۋېتىدۇ. ئىمزا يەنىلا ھېسابلىنىدۇ.
org-hide = يوشۇرۇش
org-hide-name = { $name } نى يوشۇرۇش
org-hide-confirm = بۇ ئىسىمنى ھەممە بەتتىن مەڭگۈلۈك يوشۇرامسىز؟

## The moderators' page

org-moderation = تەكشۈرۈش
org-waiting = { $n ->
    [one] { $shown } ئىسىم سىزنى كۈتۈۋاتىدۇ
   *[other] { $shown } ئىسىم سىزنى كۈتۈۋاتىدۇ
}
org-running = ئىسىملار ھەممە بەتتە كۆرسىتىلىۋاتىدۇ.
org-paused = تىزىملىك توختىتىلدى: ھېچقايسى بەتتە ئىسىم كۆرۈنمەيدۇ. ئىمزالار يەنىلا ھېسابلىنىۋاتىدۇ.
org-pause = تىزىملىكنى توختىتىش
org-resume = تىزىملىكنى قايتا كۆرسىتىش
org-queue-help = كۈتۈۋاتقانلار تېخى ئاشكارا ئەمەس. ھەر بىر ئىمزا ھازىردىن باشلاپ ھېسابلىنىدۇ؛ پەقەت سەۋەبلا كۈتۈۋاتقان يەردە ئىسىم سەۋەبسىز كۆرسىتىلىدۇ.
org-keys = بۇ تىزىملىكتىكى كۇنۇپكىلار: J ۋە K ياكى يا ئوقلار يۆتكەيدۇ، X بەلگە قويىدۇ، A تەستىقلايدۇ، N پەقەت ئىسىمنى تەستىقلايدۇ، H يوشۇرىدۇ.
org-all = ھەممىسى
org-ticked = بەلگە قويۇلغانلار:
org-approve = تەستىقلاش
org-name_only = پەقەت ئىسىم
org-hide-ticked-confirm = بەلگە قويۇلغان ھەممە ئىسىمنى مەڭگۈلۈك يوشۇرامسىز؟
org-waits-name = ئىسىم كۈتۈۋاتىدۇ: { $reasons }.
org-waits-comment = سەۋەب كۈتۈۋاتىدۇ: { $reasons }.
org-waits-both = ئىسىم ۋە سەۋەب كۈتۈۋاتىدۇ: { $reasons }.
org-reason-abusive_word = ھاقارەت سۆزلىرى تىزىملىكىدىكى سۆز
org-reason-famous_name = داڭلىق ئىسىم
org-reason-mixed_scripts = بىر سۆزدە بىرنەچچە يېزىقنىڭ ھەرپلىرى
org-reason-web_address = تور ئادرېسى
org-reason-moderated = ھەر بىر سەۋەب ئاۋۋال ئوقۇلىدۇ
org-hidden = { $n ->
    [one] { $shown } ئىسىم يوشۇرۇلدى.
   *[other] { $shown } ئىسىم يوشۇرۇلدى.
}
org-hidden-more = يەنە بار: قايتا يوشۇرۇڭ.
org-many = كۆپنى بىراقلا يوشۇرۇش
org-many-help = بىر مەنبەدىن كەلگەنلەرنىڭ ھەممىسى ياكى بىر مەزگىلدە قويۇلغان ئىمزالارنىڭ ھەممىسى. بارلىق ئوچۇق بەتلەردىن مەڭگۈلۈك ئېلىۋېتىلىدۇ؛ ئىمزالار يەنىلا ھېسابلىنىدۇ.
org-many-source = مەنبە
org-many-partner = ھەمكار
org-every-partner = بارلىق ھەمكارلار
org-many-from = ئىمزا قويۇلغان ۋاقىت، بۇنىڭدىن باشلاپ (UTC)
org-many-to = ئىمزا قويۇلغان ۋاقىت، بۇنىڭدىن بۇرۇن (UTC)
org-many-hide = ھەممىسىنى يوشۇرۇش
org-many-confirm = بۇ ئىسىملارنىڭ ھەممىسىنى ھەممە بەتتىن مەڭگۈلۈك يوشۇرامسىز؟

## Dates and numbers

number-group = ,
date = { $day }-{ $month }
date-year = { $day }-{ $month }، { $year }
date-time = { $date }، { $time }
day-first = 1
month-1 = يانۋار
month-2 = فېۋرال
month-3 = مارت
month-4 = ئاپرېل
month-5 = ماي
month-6 = ئىيۇن
month-7 = ئىيۇل
month-8 = ئاۋغۇست
month-9 = سېنتەبىر
month-10 = ئۆكتەبىر
month-11 = نويابىر
month-12 = دېكابىر
clock-hours = 24
time-am = { $hour }:{ $minute }
time-pm = { $hour }:{ $minute }

in-browsers = no
time-second = ھازىرلا
time-minute = { $n } مىنۇت ئىلگىرى
time-hour = { $n } سائەت ئىلگىرى
time-day = { $n } كۈن ئىلگىرى

## Provinces and territories

region-AB = ئالبېرتا
region-BC = برىتانىيە كولۇمبىيەسى
region-MB = مانىتوبا
region-NB = نيۇ-برۇنسۋىك
region-NL = نيۇفاۋندلەند ۋە لابرادور
region-NS = نوۋا سكوتىيە
region-NT = غەربىي شىمال تېررىتورىيەلىرى
region-NU = نۇناۋۇت
region-ON = ئونتارىيو
region-PE = شاھزادە ئېدۋارد ئارىلى
region-QC = كۋېبېك
region-SK = ساسكاچېۋان
region-YT = يۇكون
