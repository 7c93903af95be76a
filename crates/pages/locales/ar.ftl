# كل كلمات الواجهة بالعربية. Every word of the interface in Modern Standard
# Arabic, right to left. Awaits review by a native speaker.
# No marks of direction: numbers and addresses are set apart by the markup.

language-name = العربية
languages = اللغة

## The petition

addressee = إلى: { $addressee }
read-petition = اقرأ نص العريضة كاملًا
count = عدد التوقيعات: { $count } من أصل { $goal }
progress = التوقيعات
first = عريضة تتبناها: { $organizations }. كن من أوائل الموقّعين.
presented-by = عريضة تتبناها: { $organizations }.
list-and = { $start } و{ $last }
deadline = مفتوحة حتى { $deadline }
deadline-zone = { $deadline } ({ $zone })
opens = تُفتح في { $date }.
goal-met = تحقق هدف { $goal } في { $date }.
outcome-delivered = سُلّمت
outcome-won = تحقق المطلب
outcome-partly = تحقق المطلب جزئيًا
outcome-no_answer = لم يصل رد
outcome-update = آخر تحديث: { $date }
closed = أُغلقت هذه العريضة ولم تعد تقبل التوقيعات.

## The form

optional = (اختياري)
label-given_name = الاسم الأول
label-family_name = اسم العائلة
hint-family_name = اتركه فارغًا إن كان لك اسم واحد.
label-email = البريد الإلكتروني
hint-email = لا يُعرض أبدًا.
hint-email-confirm = نرسل رسالة تأكيد واحدة وتذكيرًا واحدًا على الأكثر.
label-postal_code = الرمز البريدي
hint-postal_code = لإحصاء الدعم بحسب المقاطعة. لا يُنشر أبدًا.
choose-region = ليس لديك رمز بريدي؟ اختر مقاطعة
label-region = المقاطعة أو الإقليم
label-abroad = أقيم خارج كندا
label-country = البلد
choose = اختر
label-list_me = اعرض اسمي للجميع هكذا: «{ $name }»
list-me-fallback = الاسم الأول والحرف الأول من اسم العائلة
hint-list_me = وإلا فتوقيعك يُحتسب من دون أن يُعرض.
label-comment = أضف سببًا
hint-comment = يُرجى عدم ذكر أسماء أشخاص آخرين.
hint-comment-hosted = يُعرض بجانب اسمك، وفقط إن كان اسمك معروضًا. يُرجى عدم ذكر أسماء أشخاص آخرين.
consent-yes = نعم، راسلوني
consent-no = لا، شكرًا
sign = وقّع العريضة
sending = جارٍ التوقيع…
sending-long = ما زلنا نحاول. لم يضع شيء.

## What can be wrong

problems = هناك مشكلة
error-given_name = أدخل اسمك الأول
error-family_name = تحقق من اسم العائلة
error-name-long = هذا أطول من أن يكون اسمًا. استخدم 60 حرفًا على الأكثر.
error-name-address = احذف عنوان الموقع من اسمك
error-name-sign = ابدأ اسمك بحرف، لا بإحدى العلامات = + - @
error-name-placeholder = هذا رمز من رسالة بريدية لم يُملأ. أدخل اسمك.
error-email = أدخل عنوان بريد إلكتروني، مثل name@example.org
error-email-character = تحقق من هذا العنوان: فيه مسافة أو علامة لا توجد في أي عنوان
error-email-hidden = في هذا العنوان رمز خفي. اكتبه بدلًا من لصقه.
error-email-letters = لا يمكننا الكتابة إلى هذا العنوان: فيه قبل @ حروف غير الحروف من a إلى z. أدخل عنوانًا آخر.
error-email-dots = تحقق من النقاط قبل @: لا نقطة في البداية ولا في النهاية، ولا نقطتان متتاليتان
error-email-domain = تحقق مما يأتي بعد @، مثل example.org
error-email-long = هذا أطول من أن يكون عنوان بريد إلكتروني. تحقق منه.
error-postal_code = أدخل رمزًا بريديًا، مثل K1A 0B1، أو اختر مقاطعة
error-country = اختر بلدًا
error-comment = تحقق من السبب: 280 حرفًا على الأكثر، وفقط إن كان اسمك معروضًا
error-consent = اختر نعم أو لا بشأن { $org }
error-network = تعذّر الوصول إلى الخادم. لم يُفقد شيء: حاول مرة أخرى.
error-closed = أُغلقت هذه العريضة ولم تعد تقبل التوقيعات. تبيّن صفحتها كيف انتهت.
error-again = بقي هذا النموذج مفتوحًا مدة. لم يُفقد شيء: راجعه ثم وقّع مرة أخرى.
error-other = حدث خطأ ما. لم يُفقد شيء: حاول مرة أخرى.
error-too-many = يوقّع عدد كبير جدًا من هذه الشبكة الآن. لم يُفقد شيء: انتظر قليلًا ثم حاول مرة أخرى.
error-busy = يوجد عدد كبير جدًا من الناس هنا الآن. لم يُفقد شيء: حاول مرة أخرى بعد دقيقة.
error-partner = لا يجمع هذا الموقع توقيعات لهذه العريضة. لم يُرسل شيء: وقّع في صفحة العريضة نفسها.
error-gone = لا توجد عريضة في هذا العنوان. لم يُرسل شيء: اطلب العنوان الصحيح من المنظمة التي أرسلتك إلى هنا.
error-altered = ما وصل ليس ما أرسلته هذه الصفحة: شيء ما يغيّره في الطريق. لم يُفقد شيء: جرّب شبكة أخرى، أو وقّع في صفحة العريضة نفسها.
error-long = هذا النص أطول مما يقبله النموذج. لم يُفقد شيء: اختصره ثم وقّع مرة أخرى.
error-cross-site = حفاظًا على سلامتك لا يُقبل هذا النموذج إلا من صفحته نفسها. افتح صفحة العريضة ووقّع هناك.
error-wait = { $n ->
    [one] يمكنك المحاولة مرة أخرى بعد دقيقة واحدة.
    [two] يمكنك المحاولة مرة أخرى بعد دقيقتين.
    [few] يمكنك المحاولة مرة أخرى بعد { $shown } دقائق.
    [many] يمكنك المحاولة مرة أخرى بعد { $shown } دقيقة.
   *[other] يمكنك المحاولة مرة أخرى بعد { $shown } دقيقة.
}
own-page = صفحة العريضة نفسها
lost-organizers = للمنظِّمين: تسجيل الدخول
absent-campaign = لا توجد عريضة هنا بعد.
absent-partner = لم تُجهّز هذه العريضة لهذا الموقع بعد.
did-you-mean = هل تقصد { $domain }؟

## After signing

thanks = شكرًا لك، { $given }.
thanks-plain = شكرًا لك. وصلنا توقيعك.
choices-yes = أجبت بنعم بشأن { $org }.
choices-no = أجبت بلا بشأن { $org }.
share = شارك
share-note = قد تكشف المشاركة أنك تؤيد هذه القضية.
share-facebook = فيسبوك
share-email = البريد الإلكتروني
share-sms = رسالة نصية
share-copy = انسخ الرابط
copied = نُسخ
thanks-next = عند إغلاق العريضة تتولى جهة { $lead } تسليمها. إلى: { $addressee }.
closes-on = تُغلق في { $date }.
sign-another = دع شخصًا آخر يوقّع على هذا الجهاز
letter-title = اكتب إلى من يمثّلك
letter-help = غيّر الرسالة كما تشاء. تُرسل من برنامجك أنت: نحن لا نراها.
letter-text = رسالتك
letter-mail = افتح في تطبيق البريد
letter-copy = انسخ الرسالة
letter-print = اطبع
preview = معاينة: لا تُحتسب التوقيعات من هذا العنوان.
preview-link = وقّع في صفحة العريضة نفسها
confirm-heading = بقيت خطوة واحدة: أكّد عبر البريد الإلكتروني.
confirm-sent = كتبنا إلى { $email }. افتح الرسالة واتبع رابطها وأكّد: عندئذ يُحتسب توقيعك.
confirm-sent-plain = كتبنا إلى العنوان الذي أعطيته. افتح الرسالة واتبع رابطها وأكّد: عندئذ يُحتسب توقيعك.
confirm-open = افتح { $mail }
confirm-change = غيّر العنوان
confirm-again = أرسل مرة أخرى
confirm-asked = سنرسلها مرة أخرى. تصل إلى العنوان الواحد رسالة واحدة على الأكثر كل ربع ساعة، وخمس رسائل في المجموع، فقد يستغرق ذلك هذه المدة: ابحث عنها في مجلد الرسائل غير المرغوب فيها أيضًا.
confirm-done = تم التأكيد: توقيعك محتسب.
confirm-none = لم تصل رسالة؟ اطلب إرسالها مرة أخرى
confirm-wrong = العنوان خاطئ؟ وقّع مرة أخرى بالعنوان الصحيح

## Without a connection

keep-why = لا يوجد اتصال؟ يمكننا أن نحتفظ بتوقيعك على هذا الجهاز مدة 24 ساعة على الأكثر. سيكون حينها في ذاكرة هذا الموقع: من يفتح هذا الموقع على هذا الجهاز يستطيع قراءته أو إرساله. لا يُرسل شيء تلقائيًا.
keep-now = احتفظ به على هذا الجهاز وأرسله لاحقًا
keep-not = سأحاول مرة أخرى
kept = هناك توقيع محفوظ على هذا الجهاز. لم يُرسل بعد، ويُحذف بعد 24 ساعة من حفظه.
kept-send = أرسل الآن
kept-delete = احذف الآن
kept-deleted = حُذف من هذا الجهاز.

## The mails

mail-sender = تأكيد العريضة
mail-subject = أكّد عنوان بريدك الإلكتروني
mail-subject-link = رابطك الشخصي
mail-hello = مرحبًا،
mail-confirm-why = استُخدم هذا العنوان لتوقيع عريضة:
mail-confirm-ask = إن كنت أنت من وقّع، فافتح هذه الصفحة وأكّد. عندئذ يُحتسب توقيعك.
mail-confirm-button = أكّد توقيعي
mail-confirm-else = إن لم تكن أنت، فلا تفعل شيئًا ولن يُحتسب شيء. نرسل تذكيرًا واحدًا على الأكثر.
mail-reminder-why = استُخدم هذا العنوان قبل يومين لتوقيع عريضة، ولم يؤكّد أحد ذلك بعد:
mail-reminder-ask = إن كنت أنت من وقّع، فافتح هذه الصفحة وأكّد. عندئذ يُحتسب توقيعك.
mail-reminder-button = أكّد توقيعي
mail-reminder-else = إن لم تكن أنت، فلا تفعل شيئًا ولن يُحتسب شيء. هذه آخر رسالة في هذا الشأن.
mail-signed-why = استُخدم هذا العنوان لتوقيع عريضة:
mail-signed-ask = لقد وقّعت من قبل؛ هذه صفحتك. فيها ترى ما قلته وتغيّره.
mail-signed-button = افتح صفحتي
mail-signed-else = إن لم تكن أنت، فلا حاجة إلى فعل شيء: يبقى توقيعك كما هو ويُحتسب مرة واحدة.
mail-link-why = طلب شخص ما إرسال صفحتك الخاصة بهذه العريضة إلى هنا:
mail-link-ask = فيها ترى ما وقّعته، ويمكنك تغييره أو سحبه.
mail-link-button = افتح صفحتي
mail-link-else = إن لم تكن أنت، فلا حاجة إلى فعل شيء. لا يصل الرابط إلا إلى صندوق البريد هذا.
mail-lasts = يعمل الرابط 14 يومًا، وبعد أن تؤكّد يومًا واحدًا آخر. احتفظ به لنفسك: من يملكه يستطيع فتح صفحتك.
mail-full-link = أو افتح هذا العنوان:
mail-lead = تدير هذه العريضة جهة { $lead }. للأسئلة: { $contact }

## A supporter's own page

manage-page = صفحتك الخاصة بعريضة
manage-confirm-title = أكّد توقيعك
manage-confirm-what = يُحتسب توقيعك فور تأكيده هنا. هذا ما سيُحتسب:
manage-choose-title = أي التوقيعات توقيعك؟
manage-choose-what = استُخدم هذا العنوان أكثر من مرة. أكّد التوقيع الذي يخصك؛ وما لا يؤكده أحد لا يُحتسب أبدًا.
manage-confirm = أكّد توقيعي
manage-discard = لم أكن أنا
manage-again-title = توقيع آخر بهذا العنوان
manage-again-what = إن كنت أنت، فأكّده: يُضاف ما وافقت عليه فيه. ويظل توقيعك يُحتسب مرة واحدة.
manage-add = نعم، كنت أنا
manage-unconfirmed = لم يؤكّد أحد بعد أن صاحب صندوق البريد هذا هو من وقّع.
manage-name = الاسم
manage-place = المكان
manage-through = عبر
manage-date = تاريخ التوقيع
manage-list-public = القائمة العلنية
manage-reason = السبب
manage-listed = باسم «{ $name }»
manage-unlisted = غير معروض
manage-list-waits = باسم «{ $name }»، بعد أن يقرأه مشرف
manage-taken-out = أزاله مشرف. ويظل توقيعك محتسبًا.
manage-list = اعرضني باسم «{ $name }»
manage-unlist = أزلني من القائمة
manage-counted = توقيعك محتسب.
manage-held = توقيعك قيد المراجعة
manage-held-what = أوقفه فحص آلي مؤقتًا، لأن كثيرين مثلًا يوقّعون من شبكة واحدة. لم يُحتسب بعد.
manage-review = اطلب أن ينظر فيه شخص
manage-review-asked = طلبت أن ينظر فيه شخص.
manage-withdrawn = لقد سحبت توقيعك.
manage-withdrawn-what = لم يعد محتسبًا. للتوقيع من جديد املأ النموذج مرة أخرى.
manage-nothing = لا توقيع بهذا العنوان.
manage-nothing-what = لا ينتظرك أي توقيع على هذه العريضة، ولم يُحتسب أي توقيع.
manage-own-what = هل أدخل شخص آخر هذا العنوان؟ وقّع هنا بنفسك، باسمك واختياراتك. ويُؤكَّد ذلك فورًا.
manage-own = أوقّع باسمي
manage-other-spelling = ثمة توقيع أيضًا بهذا العنوان مكتوبًا بطريقة أخرى. ولا يظهر إلا برابط أُرسل إلى العنوان بتلك الكتابة.
manage-consents = ما وافقت عليه
manage-no-emails = لم توافق على أي رسائل.
manage-consent-since = وافقت على الرسائل منذ { $date }
manage-consent-withdrawn = سُحبت الموافقة في { $date }
manage-consent-text = نص ما وافقت عليه
manage-withdraw = أوقف الرسائل من { $org }
manage-take-back = اسحب توقيعي
manage-take-back-what = لن يُحتسب بعد ذلك، ويُزال اسمك من كل قائمة. أما ما وافقت عليه أعلاه فيبقى حتى توقفه هناك.
manage-take-back-sure = نعم، اسحب توقيعي
manage-lasts = هذه الصفحة مفتوحة حتى { $date }. احتفظ بعنوانها لنفسك: من يملكه يستطيع فتحها.
manage-contact = أسئلة عن بياناتك: { $contact }
manage-gone-title = هذا الرابط لا يعمل
manage-gone-what = انتهت مدته أو استُخدم أو أنه غير كامل. اكتب العنوان الذي وقّعت به فيصل إليه رابط جديد.

## "Email me my link"

link-title = أرسل إليّ رابطي
link-find = لعرض توقيعك أو تغييره أو سحبه: احصل على رابطك بالبريد الإلكتروني
link-what = اكتب العنوان الذي وقّعت به. يصل رابط صفحتك إلى صندوق البريد ذاك ولا يصل إلى غيره.
link-sent = تفقّد صندوق بريدك
link-sent-what = إن كان هذا العنوان قد استُخدم للتوقيع، فرسالة فيها الرابط في طريقها إليك. قد يستغرق ذلك بضع دقائق: نرسل رسالة واحدة على الأكثر كل ربع ساعة.

## Who's signing

feed = الموقّعون
new = { $n ->
    [one] توقيع جديد واحد
    [two] توقيعان جديدان
    [few] { $shown } توقيعات جديدة
    [many] { $shown } توقيعًا جديدًا
   *[other] { $shown } توقيع جديد
}
others = { $n ->
    [one] وشخص واحد آخر
    [two] وشخصان آخران
    [few] و{ $shown } أشخاص آخرين
    [many] و{ $shown } شخصًا آخر
   *[other] و{ $shown } شخص آخر
}

## The layouts

counter-show = اعرض هذا العدّاد في موقعك
counter-tag = الصق هذا حيث تريد أن يظهر:
counter-copy = انسخ
fold-close = أغلق الاستمارة

## The hosted page

hosted-by = عريضة تقدمها جهة { $partner }
hosted-back = الذهاب إلى موقع { $partner }

## A protected campaign, for people at risk

protected-note = تحمي هذه العريضة من يوقّعها: لا يُعرض أي اسم، ويتقدم العدد على دفعات، ولا تحفظ هذه الصفحة شيئًا على جهازك. لكن متصفحك قد يبقيها في سجله.
protected-title = عريضة
label-postal_area = الخانات الثلاث الأولى من رمزك البريدي
hint-postal_area = مثل K1A. تدل على منطقتك لا على شارعك. لا تُعرض أبدًا.
error-postal_area = أدخل الخانات الثلاث الأولى، مثل K1A، أو اترك الحقل فارغًا
mail-unnamed = حمايةً لك، لا تذكر هذه الرسالة موضوعها. الصفحة تذكره.
mail-neutral-sender = تأكيد
mail-neutral-why = أُدخل هذا العنوان في نموذج.
mail-neutral-ask = إن كنت أنت من أدخله، فافتح هذه الصفحة. فيها ما بقي عليك فعله.
mail-neutral-button = افتح الصفحة
mail-neutral-else = إن لم تكن أنت، فلا تفعل شيئًا ولن يُحتسب شيء.
doctor-protected = هذه الحملة محمية، من أجل أشخاص معرّضين للخطر: تعرض صفحتك صفحتها المستضافة في إطار أو رابطًا إليها، ولا تعرض النموذج أبدًا. هذا كل ما يلزم:

## The page for the code of an event pass

pass-title = هل أنتم كثيرون في مكان واحد؟
pass-what = رمز من أحد المنظِّمين يتيح احتساب كل من يوقّع من هذه الشبكة فورًا لبضع ساعات. أدخله مرة واحدة، على أي جهاز متصل بشبكة الفعالية.
pass-code = الرمز
pass-use = استخدم هذا الرمز
pass-bound = هذه الشبكة جاهزة
pass-terms = يُحتسب فورًا من هذه الشبكة هذا العدد من التوقيعات: { $number }، حتى (التوقيت العالمي)
pass-taken = تستخدم شبكة أخرى هذا الرمز. اطلب من المنظِّم رمزًا ثانيًا.
pass-unknown = هذا الرمز غير معروف أو انتهت مدته. تحقق منه لدى المنظِّم.
pass-too-many = محاولات كثيرة جدًا من هذه الشبكة. انتظر بضع دقائق ثم حاول مرة أخرى.
hosted-note = تعمل هذه الصفحة من دون برامج نصية ولا تضع أي ملفات تعريف ارتباط.

## The doctor, for a partner's web admin

doctor-title = فحص العريضة
doctor-for = العريضة في صفحات { $partner }
doctor-tag = وسمك
doctor-tag-help = الصقه حيث تريد أن تظهر العريضة. نقرة على المربع تحدد محتواه كله.
doctor-pinned = الوسم نفسه مثبَّتًا
doctor-pinned-help = يرفض المتصفح هذا السكربت إن تغيّر منه بايت واحد. ولن تصل الإصدارات المصححة إلى صفحتك أيضًا حتى تغيّر الوسم.
doctor-policy = سياسة الأمان في موقعك
doctor-policy-help = إن كان موقعك يرسل سياسة Content-Security-Policy فهذا كل ما تحتاج إليه العريضة:
doctor-policy-more = أضف هذه القيم إلى توجيهاتك. ولا يهم الأخيران إلا إن كانا في سياستك من قبل.
doctor-policy-frame = حيث يبقى WebAssembly ممنوعًا، اسمح بعرض الصفحة المستضافة في إطار:
doctor-origins = عناوينك
doctor-origins-help = لا تُحتسب إلا التوقيعات الآتية من صفحات في هذه العناوين:
doctor-origins-none = لم يُدرج أي عنوان لك بعد، فلا تُحتسب التوقيعات الآتية من صفحاتك.
doctor-origins-lead = أتريد عنوانًا آخر؟ تدير الحملةَ جهة { $lead } ويمكنها إضافته.
doctor-probe = جرّبه في صفحتك
doctor-probe-help = الصق هذا تحت الوسم وافتح الصفحة. يقول لك مربع في أسفلها ما الذي تسمح به صفحتك وما ينبغي تغييره.
doctor-probe-silent = لا ترى المربع؟ إذن لا تسمح الصفحة بتشغيل سكربتات { $edge }. اسمح بهذا العنوان في script-src، وابحث عن أداة حجب أو تسريع تؤخر السكربتات.
doctor-page = افحص صفحة من الخارج
doctor-page-help = يجلب الخادم الصفحة مرة واحدة ويقرأ سياستها ووسومها. وما تضيفه السكربتات بعد ذلك لا يراه إلا المسبار.
doctor-page-label = عنوان الصفحة
doctor-page-button = افحص الصفحة
doctor-page-done = { $url } تسمح للعريضة بأن تعمل.
doctor-page-todo = في { $url } ما ينبغي تغييره.
doctor-page-malformed = ليس هذا عنوان صفحة. يبدأ العنوان بـ https://.
doctor-page-listed = ليست هذه الصفحة في أحد عناوينك المدرجة، فلم تُجلب.
doctor-page-public = لم تُجلب هذه الصفحة: لا تُجلب إلا الصفحات عبر HTTPS على المنفذ المعتاد لموقع له اسم.
doctor-page-often = فُحصت هذه الصفحة أو هذه الشبكة مرات كثيرة قبل قليل. انتظر بضع دقائق.
doctor-page-redirect = تحيل الصفحة إلى عنوان آخر. أدخل ذلك العنوان.
doctor-page-status = أجاب الموقع بـ { $status } بدلًا من صفحة.
doctor-page-html = لا توجد صفحة ويب في هذا العنوان.
doctor-page-silent = لم تُجب الصفحة في الوقت المحدد، أو تعذر الوصول إليها من هنا.
check-script-bad = لا تسمح السياسة بتشغيل سكربتات { $edge }، فلا يظهر شيء في الصفحة.
check-running = جارٍ الفحص…
check-done = كل شيء سليم: العريضة تعمل في هذه الصفحة.
check-todo = ما ينبغي تغييره: { $number }
check-again = افحص من جديد
check-close = أغلق
check-remove = يرى كل زائر هذا المربع: أزل المسبار من الصفحة عندما تنتهي.
check-add = اسمح بـ { $value } في { $directive }.
check-state-good = سليم:
check-state-note = للعلم:
check-state-bad = غيّر:
check-script-good = يُسمح بتشغيل سكربتات { $edge }.
check-connect-good = يُسمح للصفحة بالاتصال بـ { $edge }.
check-connect-bad = تمنع السياسة الصفحة من الاتصال بـ { $edge }، فلا يمكن التوقيع بالاستمارة هنا. يحل محلها إطار أو رابط.
check-connect-cut = تعذر الوصول إلى { $edge } مع أن السياسة لا تمنعه: ابحث عن أداة حجب أو جدار حماية أو عطل في الشبكة.
check-socket-good = تظهر التوقيعات الجديدة فور وصولها.
check-socket-bad = تمنع السياسة الاتصال الحي. تُطلب الأسماء الجديدة بين حين وآخر بدلًا من ذلك.
check-socket-cut = لم يُفتح الاتصال الحي مع أن السياسة لا تمنعه. تُطلب الأسماء الجديدة بين حين وآخر بدلًا من ذلك.
check-wasm-good = يُسمح بتشغيل WebAssembly.
check-wasm-bad = تمنع السياسة WebAssembly، فلا يمكن تشغيل الاستمارة هنا. يحل محلها إطار أو رابط.
check-wasm-none = لا يوجد WebAssembly في هذا المتصفح، فلا يمكن تشغيل الاستمارة فيه. يحل محلها إطار أو رابط.
check-frame-good = يُسمح بعرض الصفحة المستضافة في إطار.
check-frame-bad = تمنع السياسة إطارًا من { $edge }. لا يوجد مكان الاستمارة إلا رابط.
check-frame-spare = تمنع السياسة إطارًا من { $edge }. ولا حاجة إليه ما دامت الاستمارة تعمل.
check-types-off = لا تشترط الصفحة Trusted Types.
check-types-good = تشترط الصفحة Trusted Types وتسمح للعريضة باستعمالها.
check-types-bad = تشترط الصفحة Trusted Types ولا تعرف الاسم الذي نستعمله، فلا يمكن عرض الاستمارة. يحل محلها إطار أو رابط.
check-tag-good = الوسم وسمك.
check-tag-none = وسم العريضة ليس في هذه الصفحة.
check-tag-wrong = هذا وسم آخر: { $found }. وسمك هو { $wanted }.
check-tag-held = يؤخر مدير موافقات أو أداة تسريع الوسمَ: { $found }. تظهر العريضة عندما يُطلقه.
check-origin-good = تُحتسب التوقيعات الآتية من { $origin }.
check-origin-bad = ليس { $origin } من عناوينك المدرجة، فلا تُحتسب التوقيعات الآتية منه. اطلب من الجهة التي تدير الحملة أن تدرجه.
check-origin-unknown = تعذر السؤال عما إذا كانت التوقيعات الآتية من { $origin } تُحتسب.
check-current = شيء ما يشغّل سكربتات الصفحة بعد موعدها، كما تفعل أدوات التسريع. تُعثر على العريضة مع ذلك؛ استثنِ الوسم من الأداة إن تأخر ظهورها.
check-http = وصلت الصفحة دون تشفير: يستطيع كل من في الطريق قراءتها وتغييرها. قدّمها عبر HTTPS.
check-opaque = الصفحة في بيئة معزولة بلا عنوان خاص بها، فلا يستطيع أحد التوقيع هنا. أعطِ الإطار allow-same-origin أو ضع رابطًا إلى الصفحة المستضافة.
check-form-bad = لا يمكن توقيع العريضة حيث وُضع الوسم: لا يظهر شيء، أو تظهر الصفحة المستضافة أو رابط إليها فقط. ضع الوسم في موضع آخر من متن الصفحة، أو ضع { $element } حيث ينبغي أن تظهر العريضة.
check-form-good = الاستمارة كاملة ويمكن إرسالها.
check-forms = الصفحة في بيئة معزولة تمنع الاستمارات، فلا يستطيع أحد التوقيع هنا. أعطِ الإطار allow-forms.
check-hidden = العريضة في مربّع مخفي الآن. يمكن توقيعها حين يظهر المربّع.
check-framed = الصفحة في إطار صفحة أخرى. ما يُعتد به هو عنوانها هي.
check-recorder = يوجد { $name } في هذه الصفحة ويستطيع قراءة ما يكتبه الناس.
check-recorder-todo = أزله من هذه الصفحة، أو ضع رابطًا إلى الصفحة المستضافة.
check-recorder-none = لا يوجد في هذه الصفحة مسجّل جلسات أو بكسل إعلاني نعرفه.

## The organizers' pages

org-title = المنظِّم
org-sign-in = تسجيل الدخول
org-sign-out = تسجيل الخروج
org-sign-in-help = افتح الرابط الذي يحمل رمز الدخول، أو ألصق الرمز هنا.
org-token = رمز دخول المنظِّم
org-token-wrong = هذا الرمز غير صالح. تأكد من أنك نسخته كاملًا.
org-signing-in = جارٍ تسجيل الدخول…
org-needs-script = يحتاج تسجيل الدخول إلى JavaScript. كل ما بعده يعمل من دونه.
org-campaigns = الحملات
org-no-campaigns = لا توجد حملات بعد.
org-signatures = التوقيعات
org-goal = من هدف قدره { $goal }
org-as-of = حتى { $time } بالتوقيت العالمي
org-letters = رسائل جرى فتحها
org-letters-by = تطبيق البريد { $mail }، بريد الويب { $webmail }، منسوخة { $copy }، مطبوعة { $print }. لا أحد يعلم إن كانت قد أُرسلت.
org-open = مفتوحة
org-closed = مغلقة
org-counts-submitted = يُحتسب كل مؤيد فور إرسال النموذج.
org-counts-confirmed = يُحتسب كل مؤيد بعد تأكيد عنوان بريده.
org-by-partner = حسب الشريك
org-by-day = حسب اليوم (التوقيت العالمي)
org-by-language = حسب اللغة
org-by-country = حسب البلد
org-by-region = حسب المقاطعة
org-key-partner = الشريك
org-key-day = اليوم
org-key-language = اللغة
org-key-country = البلد
org-key-region = المقاطعة
org-consents = الموافقات على المراسلة
org-held = قيد المراجعة
org-held-help = قيد المراجعة: توقيعات تجاوزت حدًّا، كأن تأتي أعداد كبيرة منها من شبكة واحدة. لا تُحتسب في أي مكان حتى تُعتمد.
org-held-count = قيد المراجعة: { $count }
org-release = اعتمدها
org-release-which = الحد الذي تجاوزته
org-release-all = أي حد
org-limit-network = من شبكة واحدة
org-limit-hosted = عبر النموذج من دون سكربتات
org-limit-session = من جلسة واحدة
org-limit-partner = عبر شريك واحد
org-limit-campaign = في الحملة كلها
org-release-confirm = هل تريد اعتماد هذه التوقيعات وإرسال الرسائل التي تنتظر معها؟
org-released = { $n ->
    [zero] لم يُعتمد أي توقيع.
    [one] اعتُمد توقيع واحد.
    [two] اعتُمد توقيعان.
    [few] اعتُمدت { $shown } توقيعات.
    [many] اعتُمد { $shown } توقيعًا.
   *[other] اعتُمد { $shown } توقيع.
}
org-released-more = ما زال بعضها قيد المراجعة: اعتمد مرة أخرى.
org-states = المشاركات بحسب حالتها
org-pending = لم تُؤكَّد بعد
org-confirmed = مؤكَّدة
org-withdrawn = مسحوبة
org-undeliverable = رسالة مرتجعة
org-mail = الرسائل: { $waiting } في الانتظار، { $delivered } سُلِّمت، { $ended } تُركت.
org-mail-off = البريد غير مُعدّ أو إعداداته خاطئة: لا يستطيع أحد التأكيد.
org-mail-failing = البريد متعطّل منذ { $time } UTC. ما ينتظر محفوظ، ويُرسل حين يعود البريد.
org-mail-delayed = بعض الرسائل مؤجّلة حتى { $time } UTC كي لا تُعدّ بريدًا مزعجًا. لا تُترك أي رسالة.
org-late-announcement = متأخر منذ { $time } UTC: العدد والقائمة المعلنان. التوقيعات محفوظة، وتظهر حين يعود ذلك إلى العمل.
org-late-mail = متأخر منذ { $time } UTC: الرسائل. هي محفوظة، وتُرسل حين يعود ذلك إلى العمل.
org-late-mailbox = متأخر منذ { $time } UTC: رسائل التذكير، وحذف ما لم يؤكده أحد.
org-late-purge = متأخر منذ { $time } UTC: حذف السجلات القديمة للطلبات المكررة.
org-late-rates = متأخر منذ { $time } UTC: حذف العدّادات القديمة للحدود.
org-reviews = { $n ->
    [zero] لا أحد يطلب مراجعة توقيع لم يُعتمد بعد.
    [one] شخص واحد يطلب مراجعة توقيع لم يُعتمد بعد.
    [two] شخصان يطلبان مراجعة توقيع لم يُعتمد بعد.
    [few] { $shown } أشخاص يطلبون مراجعة توقيع لم يُعتمد بعد.
    [many] { $shown } شخصًا يطلبون مراجعة توقيع لم يُعتمد بعد.
   *[other] { $shown } شخص يطلبون مراجعة توقيع لم يُعتمد بعد.
}
org-consents-help = الموافقات: عدد المؤيدين الذين وافقوا على تلقي رسائل هذا الشريك، أيًّا كان الشريك الذي وقّعوا لديه.
org-unknown = غير مذكور
org-more = { $n ->
    [one] صف واحد آخر
    [two] صفان آخران
    [few] { $shown } صفوف أخرى
    [many] { $shown } صفًا آخر
   *[other] { $shown } صف آخر
}
org-none = لا شيء بعد.
org-entries = المعروضة الآن
org-entries-help = الإخفاء يزيل الاسم من كل الصفحات المفتوحة. ويبقى التوقيع محتسبًا.
org-hide = إخفاء
org-hide-name = إخفاء { $name }
org-hide-confirm = هل تريد إخفاء هذا الاسم من كل الصفحات نهائيًا؟

## The moderators' page

org-moderation = المراجعة
org-waiting = { $n ->
    [zero] لا شيء بانتظارك
    [one] اسم واحد بانتظارك
    [two] اسمان بانتظارك
    [few] { $shown } أسماء بانتظارك
    [many] { $shown } اسمًا بانتظارك
   *[other] { $shown } اسم بانتظارك
}
org-running = الأسماء معروضة في كل الصفحات.
org-paused = القائمة متوقفة: لا تعرض أي صفحة اسمًا. وما زالت التوقيعات تُحتسب.
org-pause = أوقف القائمة
org-resume = اعرض القائمة من جديد
org-queue-help = ما ينتظر هنا لم يُنشر بعد. كل توقيع محتسب من الآن؛ وحيث ينتظر السبب وحده، يُعرض الاسم من دونه.
org-keys = مفاتيح هذه القائمة: J و K أو الأسهم للتنقل، X للتحديد، A للموافقة، N للموافقة على الاسم وحده، H للإخفاء.
org-all = الكل
org-ticked = المحددة:
org-approve = موافقة
org-name_only = الاسم وحده
org-hide-ticked-confirm = هل تريد إخفاء كل الأسماء المحددة نهائيًا؟
org-waits-name = الاسم ينتظر: { $reasons }.
org-waits-comment = السبب ينتظر: { $reasons }.
org-waits-both = الاسم والسبب ينتظران: { $reasons }.
org-reason-abusive_word = كلمة من قائمة الشتائم
org-reason-famous_name = اسم مشهور
org-reason-mixed_scripts = حروف من عدة كتابات في كلمة واحدة
org-reason-web_address = عنوان موقع
org-reason-leading_sign = علامة قبل الاسم
org-reason-moderated = كل سبب يُقرأ أولًا
org-hidden = { $n ->
    [zero] لم يُخفَ شيء.
    [one] أُخفي اسم واحد.
    [two] أُخفي اسمان.
    [few] أُخفيت { $shown } أسماء.
    [many] أُخفي { $shown } اسمًا.
   *[other] أُخفي { $shown } اسم.
}
org-hidden-more = ما زال هناك غيرها: أخفِ مرة أخرى.
org-many = إخفاء الكثير دفعة واحدة
org-many-help = كل ما جاء من مصدر، أو كل ما وُقّع خلال مدة. يُزال من كل الصفحات المفتوحة نهائيًا؛ وتبقى التوقيعات محتسبة.
org-many-source = المصدر
org-many-partner = الشريك
org-every-partner = كل الشركاء
org-many-from = وُقّع ابتداءً من (التوقيت العالمي)
org-many-to = وُقّع قبل (التوقيت العالمي)
org-many-hide = أخفِها كلها
org-many-confirm = هل تريد إخفاء كل هذه الأسماء من كل الصفحات نهائيًا؟

## Dates and numbers

number-group = ,
date = { $day } { $month }
date-year = { $day } { $month } { $year }
date-time = { $date }، { $time }
day-first = 1
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
clock-hours = 12
time-am = { $hour }:{ $minute } صباحًا
time-pm = { $hour }:{ $minute } مساءً

in-browsers = yes
time-second = الآن
time-minute = قبل { $n } د
time-hour = قبل { $n } س
time-day = قبل { $n } ي

## Provinces and territories

region-AB = ألبرتا
region-BC = كولومبيا البريطانية
region-MB = مانيتوبا
region-NB = نيو برونزويك
region-NL = نيوفاوندلاند ولابرادور
region-NS = نوفا سكوشا
region-NT = الأقاليم الشمالية الغربية
region-NU = نونافوت
region-ON = أونتاريو
region-PE = جزيرة الأمير إدوارد
region-QC = كيبيك
region-SK = ساسكاتشوان
region-YT = يوكون
