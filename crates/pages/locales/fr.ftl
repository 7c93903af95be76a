# Tous les mots de l'interface en français du Québec : pas d'espace avant ? et
# !, une espace insécable avant : et à l'intérieur des « ». Un test le vérifie.

language-name = Français
languages = Langue

## La pétition

addressee = À : { $addressee }
read-petition = Lire la pétition
count = { $count } signatures sur { $goal }
progress = Signatures
goal-met = Objectif de { $goal } atteint le { $date }.
first = Pétition portée par : { $organizations }. Soyez parmi les premières personnes à signer.
presented-by = Pétition portée par : { $organizations }.
list-and = { $start } et { $last }
deadline = Ouverte jusqu'au { $deadline }
deadline-zone = { $deadline } ({ $zone })
opens = Ouverture le { $date }.
closed = Cette pétition est close et ne reçoit plus de signatures.
outcome-delivered = Remise
outcome-won = Gagnée
outcome-partly = Gagnée en partie
outcome-no_answer = Sans réponse
outcome-update = Dernière mise à jour : { $date }

## Le formulaire

optional = (facultatif)
label-given_name = Prénom
label-family_name = Nom de famille
hint-family_name = Laissez vide si vous n'avez qu'un seul nom.
label-email = Courriel
hint-email = Jamais affiché.
hint-email-confirm = Nous envoyons un message de confirmation et un seul rappel.
label-postal_code = Code postal
hint-postal_code = Sert au décompte par province. Jamais publié.
choose-region = Pas de code postal? Choisissez une province
label-region = Province ou territoire
label-abroad = J'habite hors du Canada
label-country = Pays
choose = Choisissez
label-list_me = M'afficher dans la liste publique : « { $name } »
list-me-fallback = prénom et initiale
hint-list_me = Sinon, votre signature compte sans être affichée.
label-comment = Ajouter une raison
hint-comment = Ne nommez pas d'autres personnes.
hint-comment-hosted = Affichée à côté de votre nom, seulement si vous figurez dans la liste. Ne nommez pas d'autres personnes.
consent-yes = Oui, écrivez-moi
consent-no = Non merci
sign = Signer la pétition
sending = Signature en cours…
sending-long = Nouvel essai en cours. Rien n'est perdu.

## Ce qui peut clocher

problems = Il y a un problème
error-given_name = Entrez votre prénom
error-family_name = Vérifiez votre nom de famille
error-name-long = C'est trop long pour un nom. Utilisez au plus 60 caractères.
error-name-address = Retirez l'adresse web de votre nom
error-name-sign = Commencez votre nom par une lettre, et non par = + - ou @
error-name-placeholder = Un envoi automatique n'a pas rempli ce champ. Entrez votre propre nom.
error-email = Entrez une adresse courriel, comme nom@exemple.org
error-email-character = Vérifiez cette adresse : elle contient une espace ou un signe qu'aucune adresse n'a
error-email-hidden = Cette adresse contient un caractère invisible. Tapez-la au lieu de la coller.
error-email-letters = Nous ne pouvons pas écrire à cette adresse : avant le @, elle a d'autres lettres que a à z. Entrez-en une autre.
error-email-dots = Vérifiez les points avant le @ : aucun au début ni à la fin, et jamais deux de suite
error-email-domain = Vérifiez ce qui suit le @, comme exemple.org
error-email-long = C'est trop long pour une adresse courriel. Vérifiez-la.
error-postal_code = Entrez un code postal, comme K1A 0B1, ou choisissez une province
error-country = Choisissez un pays
error-comment = Vérifiez votre raison : 280 caractères au plus, et seulement si vous figurez dans la liste
error-consent = Choisissez oui ou non pour { $org }
error-network = Serveur injoignable. Rien n'est perdu : réessayez.
error-closed = Cette pétition est maintenant close et ne reçoit plus de signatures. Sa page dit comment elle s'est terminée.
error-again = Ce formulaire est resté ouvert un moment. Rien n'est perdu : vérifiez, puis signez de nouveau.
error-too-many = Trop de personnes signent à partir de ce réseau en ce moment. Rien n'est perdu : attendez un peu, puis réessayez.
error-other = Quelque chose n'a pas fonctionné. Rien n'est perdu : réessayez.
error-busy = Il y a beaucoup de monde en ce moment. Rien n'est perdu : réessayez dans une minute.
error-partner = Ce site ne recueille pas de signatures pour cette pétition. Rien n'a été envoyé : signez sur la page de la pétition.
error-gone = Il n'y a pas de pétition à cette adresse. Rien n'a été envoyé : demandez la bonne adresse à l'organisation qui vous a invité ici.
error-altered = Ce qui nous est parvenu n'est pas ce que cette page a envoyé : quelque chose le modifie en route. Rien n'est perdu : essayez un autre réseau, ou signez sur la page de la pétition.
error-long = Le texte est trop long pour ce formulaire. Rien n'est perdu : raccourcissez-le, puis signez de nouveau.
error-cross-site = Pour votre sécurité, ce formulaire n'est reçu que de sa propre page. Ouvrez la page de la pétition et signez-y.
error-wait = { $n ->
    [one] Vous pourrez réessayer dans { $shown } minute.
   *[other] Vous pourrez réessayer dans { $shown } minutes.
}
own-page = La page de la pétition
lost-organizers = Responsables : connexion
absent-campaign = Il n'y a pas encore de pétition ici.
absent-partner = Cette pétition n'est pas encore prête pour ce site.
did-you-mean = Vouliez-vous dire { $domain }?

## Après la signature

thanks = Merci, { $given }.
thanks-plain = Merci. Nous avons reçu votre signature.
choices-yes = Vous avez répondu oui pour { $org }.
choices-no = Vous avez répondu non pour { $org }.
share = Partager
share-note = Partager peut révéler que vous appuyez cette cause.
share-facebook = Facebook
share-email = Courriel
share-sms = Message texte
share-copy = Copier le lien
copied = Copié
thanks-next = Après la clôture, { $lead } remet la pétition. Destinataire : { $addressee }.
closes-on = Clôture : le { $date }.
sign-another = Laisser une autre personne signer sur cet appareil
letter-title = Écrivez à la personne qui vous représente
letter-help = Modifiez la lettre à votre goût. Elle part de votre propre application : nous ne la voyons pas.
letter-text = Votre lettre
letter-mail = Ouvrir dans mon application de courriel
letter-copy = Copier la lettre
letter-print = Imprimer
preview = Aperçu : les signatures venant de cette adresse ne comptent pas.
preview-link = Signer sur la page de la pétition
confirm-heading = Encore une étape : confirmez par courriel.
confirm-sent = Nous avons écrit à { $email }. Ouvrez le message, suivez son lien et confirmez : votre signature compte alors.
confirm-sent-plain = Nous avons écrit à l'adresse que vous avez donnée. Ouvrez le message, suivez son lien et confirmez : votre signature compte alors.
confirm-open = Ouvrir { $mail }
confirm-change = Changer l'adresse
confirm-again = Envoyer de nouveau
confirm-asked = Nous l'enverrons encore une fois. Au plus un message part vers une adresse par quart d'heure, et cinq en tout : l'attente peut donc être aussi longue. Regardez aussi parmi les indésirables.
confirm-done = Confirmé : votre signature est comptée.
confirm-none = Pas de message? Le faire envoyer de nouveau
confirm-wrong = Mauvaise adresse? Signez de nouveau avec la bonne

## Without a connection

keep-why = Pas de connexion? Nous pouvons garder votre signature sur cet appareil, pendant 24 heures au plus. Elle se trouve alors dans le stockage de ce site : toute personne qui ouvre ce site sur cet appareil peut la lire ou l'envoyer. Rien n'est envoyé automatiquement.
keep-now = La garder sur cet appareil et l'envoyer plus tard
keep-not = Je vais réessayer
kept = Une signature est gardée sur cet appareil. Elle n'a pas été envoyée, et sera supprimée 24 heures après y avoir été gardée.
kept-send = Envoyer maintenant
kept-delete = Supprimer maintenant
kept-deleted = Supprimée de cet appareil.

## Courriels (texte et HTML; rien de ce qu'un inconnu a écrit n'y entre)

mail-sender = Confirmation de pétition
mail-subject = Confirmez votre adresse courriel
mail-subject-link = Votre lien personnel
mail-hello = Bonjour,
mail-confirm-why = Cette adresse a servi à signer une pétition :
mail-confirm-ask = Si c'était vous, ouvrez cette page et confirmez. Votre signature comptera alors.
mail-confirm-button = Confirmer ma signature
mail-confirm-else = Si ce n'était pas vous, ne faites rien, et rien ne comptera. Nous envoyons au plus un rappel.
mail-reminder-why = Il y a deux jours, cette adresse a servi à signer une pétition, et personne ne l'a encore confirmé :
mail-reminder-ask = Si c'était vous, ouvrez cette page et confirmez. Votre signature comptera alors.
mail-reminder-button = Confirmer ma signature
mail-reminder-else = Si ce n'était pas vous, ne faites rien, et rien ne comptera. C'est le dernier message à ce sujet.
mail-signed-why = Cette adresse a servi à signer une pétition :
mail-signed-ask = Vous avez déjà signé; voici votre page. Vous y voyez et changez ce que vous avez dit.
mail-signed-button = Ouvrir ma page
mail-signed-else = Si ce n'était pas vous, il n'y a rien à faire : votre signature reste telle quelle et compte une fois.
mail-link-why = Quelqu'un a demandé l'envoi, à cette adresse, de votre page pour cette pétition :
mail-link-ask = Vous y voyez ce que vous avez signé, et pouvez le changer ou le retirer.
mail-link-button = Ouvrir ma page
mail-link-else = Si ce n'était pas vous, il n'y a rien à faire. Seule cette boîte reçoit le lien.
mail-lasts = Le lien fonctionne pendant 14 jours; une fois que vous avez confirmé, pendant un jour encore. Gardez-le pour vous : qui l'a peut ouvrir votre page.
mail-full-link = Ou ouvrez cette adresse :
mail-lead = { $lead } mène cette pétition. Questions : { $contact }

## La page d'une signataire

manage-page = Votre page pour une pétition
manage-confirm-title = Confirmez votre signature
manage-confirm-what = Votre signature compte dès que vous la confirmez ici. Voici ce qui sera compté :
manage-choose-title = Quelle signature est la vôtre?
manage-choose-what = Cette adresse a servi plus d'une fois. Confirmez la signature qui est la vôtre; ce que personne ne confirme ne compte jamais.
manage-confirm = Confirmer ma signature
manage-discard = Ce n'était pas moi
manage-again-title = Une autre signature avec cette adresse
manage-again-what = Si c'était vous, confirmez-la : ce qu'elle accepte s'ajoute. Votre signature compte toujours une seule fois.
manage-add = Oui, c'était moi
manage-unconfirmed = Personne n'a encore confirmé que cette boîte a signé.
manage-name = Nom
manage-place = Lieu
manage-through = Signée chez
manage-date = Signée le
manage-list-public = Liste publique
manage-reason = Raison
manage-listed = Sous le nom « { $name } »
manage-unlisted = Non affichée
manage-list-waits = Sous le nom « { $name } », après lecture par la modération
manage-taken-out = Retirée par la modération. Votre signature compte toujours.
manage-list = M'afficher : « { $name } »
manage-unlist = Me retirer de la liste
manage-counted = Votre signature est comptée.
manage-held = Votre signature est en cours de vérification
manage-held-what = Une vérification automatique l'a suspendue, par exemple parce que beaucoup de personnes signent à partir d'un même réseau. Elle n'est pas encore comptée.
manage-review = Demander qu'une personne l'examine
manage-review-asked = Vous avez demandé qu'une personne l'examine.
manage-withdrawn = Vous avez retiré votre signature.
manage-withdrawn-what = Elle ne compte plus. Pour signer de nouveau, remplissez encore le formulaire.
manage-nothing = Rien n'est signé avec cette adresse.
manage-nothing-what = Aucune signature pour cette pétition ne vous attend, et aucune n'est comptée.
manage-own-what = Quelqu'un d'autre a saisi cette adresse? Signez ici vous-même, avec votre nom et vos choix. C'est confirmé aussitôt.
manage-own = Signer de mon propre nom
manage-other-spelling = La même adresse, écrite autrement, a signé aussi. Cela ne s'affiche que par un lien envoyé à l'adresse ainsi écrite.
manage-consents = Ce que vous avez accepté
manage-no-emails = Vous n'avez accepté aucun courriel.
manage-consent-since = Courriels acceptés depuis le { $date }
manage-consent-withdrawn = Retiré le { $date }
manage-consent-text = Ce que vous avez accepté, en entier
manage-withdraw = Ne plus recevoir de courriels : { $org }
manage-take-back = Retirer ma signature
manage-take-back-what = Elle ne comptera plus, et votre nom quittera toutes les listes. Ce que vous avez accepté plus haut reste valable jusqu'à ce que vous l'arrêtiez à cet endroit.
manage-take-back-sure = Oui, retirer ma signature
manage-lasts = Cette page est ouverte jusqu'au { $date }. Gardez son adresse pour vous : qui l'a peut ouvrir la page.
manage-contact = Questions sur vos renseignements : { $contact }
manage-gone-title = Ce lien ne fonctionne pas
manage-gone-what = Il est périmé, a déjà servi ou n'est pas entier. Entrez l'adresse avec laquelle vous avez signé, et un nouveau y sera envoyé.

## « M'envoyer mon lien »

link-title = M'envoyer mon lien
link-find = Voir, modifier ou retirer votre signature : recevez votre lien par courriel
link-what = Entrez l'adresse avec laquelle vous avez signé. Le lien de votre page va à cette boîte et nulle part ailleurs.
link-sent = Regardez dans votre boîte
link-sent-what = Si cette adresse a servi à signer, un message avec le lien est en route. Cela peut prendre quelques minutes : un seul part par quart d'heure.

## Qui signe

feed = Qui signe
new = { $n ->
    [one] { $shown } nouvelle
   *[other] { $shown } nouvelles
}
others = { $n ->
    [one] et { $shown } autre personne
   *[other] et { $shown } autres personnes
}

## Les présentations

counter-show = Afficher ce compteur sur votre site
counter-tag = Collez ceci à l'endroit voulu :
counter-copy = Copier
fold-close = Fermer le formulaire

## La page hébergée

hosted-by = { $partner } présente une pétition
hosted-back = Site de l'organisme : { $partner }
hosted-note = Cette page fonctionne sans script et ne dépose aucun témoin.

## A protected campaign, for people at risk

protected-note = Cette pétition protège les personnes qui la signent : aucun nom n'est affiché, le total avance par paliers et cette page n'enregistre rien sur votre appareil. Votre navigateur peut toutefois la garder dans son historique.
protected-title = Pétition
label-postal_area = Trois premiers caractères de votre code postal
hint-postal_area = Comme K1A. Indique votre secteur, pas votre rue. Jamais affiché.
error-postal_area = Entrez les trois premiers caractères, comme K1A, ou laissez ce champ vide
mail-unnamed = Pour vous protéger, ce message ne dit pas de quoi il s'agit. La page le dit.
mail-neutral-sender = Confirmation
mail-neutral-why = Cette adresse a été inscrite dans un formulaire.
mail-neutral-ask = Si c'était vous, ouvrez cette page. Elle dit ce qu'il reste à faire.
mail-neutral-button = Ouvrir la page
mail-neutral-else = Si ce n'était pas vous, ne faites rien, et rien ne comptera.
doctor-protected = Cette campagne est protégée, pour des personnes à risque : votre page montre sa page hébergée dans un cadre, ou un lien vers elle, et jamais le formulaire. Voici tout ce qu'il faut :

## La page du code d'un laissez-passer

pass-title = Plusieurs personnes au même endroit?
pass-what = Le code d'une personne responsable permet de compter sans attendre, pendant quelques heures, toutes les signatures qui viennent de ce réseau. Entrez-le une seule fois, sur n'importe quel appareil branché au réseau de l'événement.
pass-code = Code
pass-use = Utiliser ce code
pass-bound = Ce réseau est prêt
pass-terms = { $number } signatures venant de ce réseau sont comptées sans attendre, jusqu'au (UTC)
pass-taken = Un autre réseau utilise ce code. Demandez-en un deuxième à la personne responsable.
pass-unknown = Ce code est inconnu ou n'est plus valable. Vérifiez-le auprès de la personne responsable.
pass-too-many = Trop d'essais à partir de ce réseau. Attendez quelques minutes, puis réessayez.

## Le diagnostic, pour la personne qui gère le site d'un partenaire

doctor-title = Diagnostic de la pétition
doctor-for = La pétition sur les pages de { $partner }
doctor-tag = Votre balise
doctor-tag-help = Collez-la à l'endroit où la pétition doit paraître. Un clic sur un encadré en sélectionne tout le contenu.
doctor-pinned = La même, épinglée
doctor-pinned-help = Le navigateur refuse ce script si un seul octet en change. Les versions corrigées n'atteignent pas votre page non plus, tant que vous ne changez pas la balise.
doctor-policy = Votre politique de sécurité
doctor-policy-help = Si votre site envoie une Content-Security-Policy, voici tout ce dont la pétition a besoin :
doctor-policy-more = Ajoutez ces valeurs à vos propres directives. Les deux dernières ne comptent que si votre politique les contient déjà.
doctor-policy-frame = Là où WebAssembly reste interdit, laissez la page hébergée s'afficher dans un cadre :
doctor-origins = Vos adresses
doctor-origins-help = Seules comptent les signatures venant de pages à ces adresses :
doctor-origins-none = Aucune de vos adresses n'est encore inscrite : les signatures venant de vos pages ne comptent pas.
doctor-origins-lead = Une autre adresse? { $lead } mène la campagne et peut l'ajouter.
doctor-probe = Essai dans votre page
doctor-probe-help = Collez ceci sous la balise et ouvrez la page. Un encadré au bas de celle-ci dit ce que votre page permet et ce qu'il faut changer.
doctor-probe-silent = Pas d'encadré? Alors la page ne laisse pas s'exécuter les scripts de { $edge }. Permettez cette adresse dans script-src, et cherchez un bloqueur ou un optimiseur qui retient les scripts.
doctor-page = Examiner une page de l'extérieur
doctor-page-help = Le serveur va chercher la page une fois et lit sa politique et ses balises. Ce que des scripts ajoutent ensuite, seule la sonde le voit.
doctor-page-label = L'adresse de la page
doctor-page-button = Examiner la page
doctor-page-done = { $url } laisse la pétition fonctionner.
doctor-page-todo = Il y a quelque chose à changer sur { $url }.
doctor-page-malformed = Ce n'est pas l'adresse d'une page. Elle commence par https://.
doctor-page-listed = Cette page n'est pas à l'une de vos adresses inscrites : elle n'a pas été demandée.
doctor-page-public = Cette page n'a pas été demandée : seules le sont les pages en HTTPS, au port habituel d'un site qui a un nom.
doctor-page-often = Cette page ou ce réseau vient d'être examiné trop souvent. Attendez quelques minutes.
doctor-page-redirect = La page mène à une autre adresse. Entrez celle-là.
doctor-page-status = Le site a répondu { $status } au lieu d'une page.
doctor-page-html = Il n'y a pas de page web à cette adresse.
doctor-page-silent = La page n'a pas répondu à temps, ou est injoignable d'ici.
check-script-bad = La politique ne laisse pas s'exécuter les scripts de { $edge } : rien ne s'affiche sur la page.
check-running = Examen en cours…
check-done = Tout va bien : la pétition fonctionne sur cette page.
check-todo = À changer : { $number }
check-again = Examiner de nouveau
check-close = Fermer
check-remove = Toute personne qui visite la page voit cet encadré : retirez la sonde de la page quand vous avez terminé.
check-add = Permettez { $value } dans { $directive }.
check-state-good = Bien :
check-state-note = À noter :
check-state-bad = À changer :
check-script-good = Les scripts de { $edge } peuvent s'exécuter.
check-connect-good = La page peut se connecter à { $edge }.
check-connect-bad = La politique empêche la page de se connecter à { $edge } : le formulaire ne peut pas signer ici. Un cadre ou un lien le remplace.
check-connect-cut = { $edge } est injoignable, bien qu'aucune politique ne l'interdise : cherchez du côté d'un bloqueur, d'un pare-feu ou du réseau.
check-socket-good = Les nouvelles signatures s'affichent au fur et à mesure.
check-socket-bad = La politique interdit la connexion en direct. Les nouveaux noms sont demandés de temps en temps.
check-socket-cut = La connexion en direct ne s'est pas ouverte, bien qu'aucune politique ne l'interdise. Les nouveaux noms sont demandés de temps en temps.
check-wasm-good = WebAssembly peut s'exécuter.
check-wasm-bad = La politique interdit WebAssembly : le formulaire ne peut pas s'exécuter ici. Un cadre ou un lien le remplace.
check-wasm-none = Ce navigateur n'a pas WebAssembly : le formulaire ne peut pas s'y exécuter. Un cadre ou un lien le remplace.
check-frame-good = La page hébergée peut s'afficher dans un cadre.
check-frame-bad = La politique interdit un cadre de { $edge }. Il n'y a qu'un lien à la place du formulaire.
check-frame-spare = La politique interdit un cadre de { $edge }. Il n'en faut pas tant que le formulaire peut s'exécuter.
check-types-off = La page n'exige pas les Trusted Types.
check-types-good = La page exige les Trusted Types et laisse la pétition s'en servir.
check-types-bad = La page exige les Trusted Types et ne connaît pas le nom du nôtre : le formulaire ne peut pas s'afficher. Un cadre ou un lien le remplace.
check-tag-good = La balise est la vôtre.
check-tag-none = La balise de la pétition n'est pas sur cette page.
check-tag-wrong = C'est une autre balise : { $found }. La vôtre est { $wanted }.
check-tag-held = Un gestionnaire de consentement ou un optimiseur retient la balise : { $found }. La pétition s'affiche dès qu'il la relâche.
check-origin-good = Les signatures venant de { $origin } comptent.
check-origin-bad = { $origin } n'est pas parmi vos adresses inscrites : les signatures qui en viennent ne comptent pas. Demandez à l'organisme qui mène la campagne de l'inscrire.
check-origin-unknown = Impossible de demander si les signatures venant de { $origin } comptent.
check-current = Quelque chose exécute les scripts de la page plus tard que prévu, comme le font les optimiseurs. La pétition est trouvée malgré tout; excluez la balise de l'optimiseur si elle s'affiche tard.
check-http = La page est arrivée sans chiffrement : n'importe qui en chemin peut la lire et la modifier. Servez-la en HTTPS.
check-opaque = La page est dans un bac à sable sans adresse à elle : personne ne peut signer ici. Donnez allow-same-origin au cadre, ou mettez un lien vers la page hébergée.
check-form-bad = On ne peut pas signer la pétition là où est la balise : il n'y a rien, ou seulement la page hébergée ou un lien. Placez la balise ailleurs dans le corps de la page, ou mettez { $element } là où la pétition doit paraître.
check-form-good = Le formulaire est complet et peut être envoyé.
check-forms = La page est dans un bac à sable qui interdit les formulaires : personne ne peut signer ici. Donnez allow-forms au cadre.
check-hidden = La pétition est dans un bloc masqué pour le moment. On pourra la signer dès que le bloc sera affiché.
check-framed = La page est dans le cadre d'une autre page. C'est sa propre adresse qui compte.
check-recorder = { $name } est sur cette page et peut lire ce que les gens écrivent.
check-recorder-todo = Retirez-le de cette page, ou mettez un lien vers la page hébergée.
check-recorder-none = Aucun enregistreur de sessions ni pixel publicitaire que nous connaissons n'est sur cette page.

## Les pages des responsables

org-title = Responsable
org-sign-in = Connexion
org-sign-out = Déconnexion
org-sign-in-help = Ouvrez le lien qui contient votre jeton, ou collez le jeton ici.
org-token = Jeton de responsable
org-token-wrong = Ce jeton n'est pas valide. Vérifiez que vous l'avez copié en entier.
org-signing-in = Connexion en cours…
org-needs-script = La connexion demande JavaScript. Tout le reste s'en passe.
org-campaigns = Campagnes
org-no-campaigns = Il n'y a pas encore de campagne.
org-signatures = Signatures
org-goal = sur un objectif de { $goal }
org-as-of = En date du { $time } UTC
org-letters = Lettres préparées
org-letters-by = Application de courriel { $mail }, courriel Web { $webmail }, copiées { $copy }, imprimées { $print }. Nul ne sait si elles ont été envoyées.
org-open = Ouverte
org-closed = Close
org-counts-submitted = Compte chaque personne dès l'envoi du formulaire.
org-counts-confirmed = Compte chaque personne une fois l'adresse confirmée.
org-by-partner = Par partenaire
org-by-day = Par jour (UTC)
org-by-language = Par langue
org-by-country = Par pays
org-by-region = Par province
org-key-partner = Partenaire
org-key-day = Jour
org-key-language = Langue
org-key-country = Pays
org-key-region = Province
org-consents = Consentements
org-held = Retenues
org-held-help = Retenues : les signatures au-delà d'une limite, par exemple trop nombreuses depuis un même réseau. Elles ne comptent nulle part tant qu'elles ne sont pas libérées.
org-held-count = Retenues : { $count }
org-release = Les libérer
org-release-which = Limite dépassée
org-release-all = N'importe laquelle
org-limit-network = Depuis un même réseau
org-limit-hosted = Par le formulaire sans scripts
org-limit-session = Depuis une même session
org-limit-partner = Par un même partenaire
org-limit-campaign = Pour toute la campagne
org-release-confirm = Libérer ces signatures et envoyer les courriels qui attendent avec elles?
org-released = { $n ->
    [one] { $shown } signature libérée.
   *[other] { $shown } signatures libérées.
}
org-released-more = Il en reste : libérez de nouveau.
org-states = Soumissions selon leur état
org-pending = Pas encore confirmées
org-confirmed = Confirmées
org-withdrawn = Retirées
org-undeliverable = Courriel retourné
org-mail = Courriels : { $waiting } en attente, { $delivered } remis, { $ended } abandonnés.
org-mail-off = L'envoi de courriels n'est pas configuré, ou mal : personne ne peut confirmer.
org-mail-failing = Les courriels ne partent plus depuis le { $time } UTC. Ce qui attend est gardé et partira dès que l'envoi fonctionnera.
org-mail-delayed = Des courriels sont retenus jusqu'au { $time } UTC, pour ne pas passer pour du pourriel. Aucun n'est abandonné.
org-late-announcement = En retard depuis le { $time } UTC : le compte et la liste publics. Ce qui a été signé est gardé et s'affichera dès que cela fonctionnera.
org-late-mail = En retard depuis le { $time } UTC : les courriels. Ils sont gardés et partiront dès que cela fonctionnera.
org-late-mailbox = En retard depuis le { $time } UTC : les rappels, et la suppression de ce que personne n'a confirmé.
org-late-purge = En retard depuis le { $time } UTC : la suppression des traces anciennes de demandes répétées.
org-late-rates = En retard depuis le { $time } UTC : la suppression des anciens décomptes des limites.
org-reviews = { $n ->
    [one] { $shown } personne vous demande de revoir une signature retenue.
   *[other] { $shown } personnes vous demandent de revoir une signature retenue.
}
org-consents-help = Consentements : le nombre de personnes qui ont accepté de recevoir des courriels de ce partenaire, quel que soit le partenaire chez qui elles ont signé.
org-unknown = Non précisé
org-more = { $n ->
    [one] { $shown } autre ligne
   *[other] { $shown } autres lignes
}
org-none = Rien pour l'instant.
org-entries = Affichées en ce moment
org-entries-help = Masquer retire le nom de toutes les pages ouvertes. La signature compte toujours.
org-hide = Masquer
org-hide-name = Masquer { $name }
org-hide-confirm = Masquer cette entrée sur toutes les pages, pour de bon?

## La page de modération

org-moderation = Modération
org-waiting = { $n ->
    [one] { $shown } entrée en attente
   *[other] { $shown } entrées en attente
}
org-running = Les noms sont affichés sur toutes les pages.
org-paused = La liste est suspendue : aucune page n'affiche de nom. Les signatures comptent toujours.
org-pause = Suspendre la liste
org-resume = Afficher la liste de nouveau
org-queue-help = Ce qui attend n'est pas encore public. Chaque signature compte déjà; si seule la raison attend, le nom est affiché sans elle.
org-keys = Touches dans cette liste : J et K ou les flèches pour se déplacer, X pour cocher, A pour approuver, N pour le nom seul, H pour masquer.
org-all = Toutes
org-ticked = Entrées cochées :
org-approve = Approuver
org-name_only = Nom seul
org-hide-ticked-confirm = Masquer toutes les entrées cochées, pour de bon?
org-waits-name = Le nom attend : { $reasons }.
org-waits-comment = La raison attend : { $reasons }.
org-waits-both = Le nom et la raison attendent : { $reasons }.
org-reason-abusive_word = un mot de la liste des injures
org-reason-famous_name = un nom célèbre
org-reason-mixed_scripts = plusieurs écritures dans un même mot
org-reason-web_address = une adresse web
org-reason-leading_sign = un signe devant le nom
org-reason-moderated = chaque raison est lue d'abord
org-hidden = { $n ->
    [one] { $shown } entrée masquée.
   *[other] { $shown } entrées masquées.
}
org-hidden-more = Il en reste : masquez de nouveau.
org-many = Masquer en nombre
org-many-help = Tout ce qui vient d'une source, ou tout ce qui a été signé dans un intervalle. Cela quitte toutes les pages ouvertes, pour de bon; les signatures comptent toujours.
org-many-source = Source
org-many-partner = Partenaire
org-every-partner = Tous les partenaires
org-many-from = Signé à partir de (UTC)
org-many-to = Signé avant (UTC)
org-many-hide = Tout masquer
org-many-confirm = Masquer toutes ces entrées sur toutes les pages, pour de bon?

## Dates et nombres

number-group = { " " }
date = { $day } { $month }
date-year = { $day } { $month } { $year }
date-time = { $date }, { $time }
day-first = 1er
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
clock-hours = 24
time-am = { $hour } h { $minute }
time-pm = { $hour } h { $minute }

in-browsers = yes
time-second = à l'instant
time-minute = il y a { $n } min
time-hour = il y a { $n } h
time-day = il y a { $n } j

## Provinces et territoires

region-AB = Alberta
region-BC = Colombie-Britannique
region-MB = Manitoba
region-NB = Nouveau-Brunswick
region-NL = Terre-Neuve-et-Labrador
region-NS = Nouvelle-Écosse
region-NT = Territoires du Nord-Ouest
region-NU = Nunavut
region-ON = Ontario
region-PE = Île-du-Prince-Édouard
region-QC = Québec
region-SK = Saskatchewan
region-YT = Yukon
