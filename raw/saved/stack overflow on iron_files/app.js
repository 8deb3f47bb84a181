document.addEventListener("DOMContentLoaded",function(){console.log("ready")});
